import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

// When a group meets, and what became of it: how many came, and never who.

@Sendable func newMeeting(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(newMeetingPage)
}

@Sendable func planMeeting(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Activity> = try visit.id()
    return try visit.submit(newMeetingPage) { (db, page, new, changes) throws(Failure) in
        guard let day = new.day, let starts = new.starts, let ends = new.ends else {
            throw .refused(.malformed)
        }
        let activity = try db.one(.activity, id)
        try db.run(.addMeeting, ID<Meeting>(), id, day, starts, ends, new.place, new.topic)
        return .done(
            Entry(.activityMeetingPlanned, of: Object(id, activity.title), changes: changes),
            to: page.back,
            did: "activities.done.planned"
        )
    }
}

private func newMeetingPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<MeetingDraft> {
    let id: ID<Activity> = try visit.id()
    let (activity, meetings) = try db.together(.one(.activity, id), .all(.meetings, id))
    let (words, path) = (visit.words, visit.here("/activities/\(id)"))
    var page = FormPage(
        words("activities.plan"),
        lead: activity.title,
        meetingFields(now: visit.now),
        // Most groups meet where they met before.
        MeetingDraft(place: meetings.first?.place ?? ""),
        isNew: true,
        action: "\(path)/meetings",
        save: words("activities.plan.do"),
        back: path
    )
    page.blames = blames
    if activity.state == .ended { page.refusal = .conflict(why: "activities.rule.ended") }
    return page
}

/// The rules that speak of a meeting's time.
@Sendable private func blames(_ why: String) -> String {
    ["overlap", "past", "begun"].contains { why.hasSuffix(".\($0)") } ? "held_on" : ""
}

@Sendable func editMeeting(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(editMeetingPage)
}

@Sendable func changeMeeting(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Meeting> = try visit.id()
    return try visit.submit(editMeetingPage) { (db, page, new, changes) throws(Failure) in
        guard let day = new.day, let starts = new.starts, let ends = new.ends else {
            throw .refused(.malformed)
        }
        let activity = try db.one(.activity, try db.one(.meeting, id).activity)
        try db.run(.changeMeeting, id, day, starts, ends, new.place, new.topic)
        return .done(
            Entry(
                .activityMeetingChanged,
                of: Object(activity.id, activity.title),
                changes: changes
            ),
            to: page.back,
            did: "activities.done.meeting-changed"
        )
    }
}

private func editMeetingPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<MeetingDraft> {
    let (activity, meeting) = try held(visit, db)
    let (words, once) = (visit.words, visit.once)
    let path = visit.here("/activity-meetings/\(meeting.id)")
    var page = FormPage(
        words("activities.meeting.change"),
        lead: activity.title,
        meetingFields(now: visit.now, kept: meeting),
        MeetingDraft(meeting),
        action: path,
        save: words("house.save"),
        back: visit.here("/activities/\(activity.id)")
    ) { h, form in h.changing(form, cancellation: "\(path)/cancellation", once: once, words) }
    page.blames = blames
    page.refusal = obstacle(activity, meeting, visit.now)
    return page
}

/// What keeps a meeting as it is.
private func obstacle(_ activity: Activity, _ meeting: Meeting, _ now: Instant) -> Refusal? {
    if activity.state == .ended { return .conflict(why: "activities.rule.ended") }
    if meeting.hasBegun(now) { return .conflict(why: "activities.rule.begun") }
    return meeting.isHeld == nil ? nil : .conflict(why: "activities.rule.cancelled")
}

/// Cancels a meeting that lies ahead; another one can be planned in its place.
@Sendable func cancelMeeting(_ visit: Visit) throws(Failure) -> Reply {
    try visit.act { (db) throws(Failure) in
        let (activity, meeting) = try held(visit, db, isChanging: true)
        if let refusal = obstacle(activity, meeting, visit.now) { throw .refused(refusal) }
        try db.run(.tellHeads, meeting.id, false, nil as Int?)
        return Audited(
            visit.after(visit.here("/activities/\(activity.id)"), did: "activities.done.cancelled"),
            Entry(.activityMeetingCancelled, of: Object(activity.id, activity.title))
        )
    }
}

// MARK: What it came to

@Sendable func showHeads(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(headsPage)
}

@Sendable func tellHeads(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Meeting> = try visit.id()
    return try visit.submit(headsPage) { (db, page, new, changes) throws(Failure) in
        let activity = try db.one(.activity, try db.one(.meeting, id).activity)
        try db.run(.tellHeads, id, new.isHeld, new.count)
        return .done(
            Entry(
                .activityMeetingTold,
                of: Object(activity.id, activity.title),
                changes: changes
            ),
            to: page.back,
            did: "activities.done.told"
        )
    }
}

private func headsPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Heads> {
    let (activity, meeting) = try held(visit, db)
    let words = visit.words
    let isTold = meeting.isHeld != nil
    var page = FormPage(
        words("activities.heads"),
        lead: "\(activity.title) · \(meeting.time(words))",
        headsFields,
        Heads(isHeld: meeting.isHeld ?? true, count: meeting.heads),
        isNew: !isTold,
        template: isTold ? nil : [:],
        action: visit.here("/activity-meetings/\(meeting.id)/heads"),
        save: words("house.save"),
        back: visit.here("/activities/\(activity.id)")
    )
    if !meeting.hasBegun(visit.now) {
        page.refusal = .conflict(why: "activities.rule.ahead")
    } else if activity.state == .planned {
        page.refusal = .conflict(why: "activities.rule.planned")
    }
    return page
}

/// A meeting with its group, both held while they are changed.
private func held(
    _ visit: Visit,
    _ db: borrowing Transaction,
    isChanging: Bool = false
) throws(Failure) -> (Activity, Meeting) {
    let id: ID<Meeting> = try visit.id()
    if isChanging || visit.isChanging {
        try db.run(.holdActivity, try db.one(.meeting, id).activity)
    }
    let meeting = try db.one(.meeting, id)
    return (try db.one(.activity, meeting.activity), meeting)
}

// MARK: Statements

extension Statement where Result == Meeting {
    /// The meetings of a group (`$2`), the newest first.
    static let meetings = Statement(
        """
        select id, activity_id, held_on, starts_at, ends_at, place, topic, is_held, heads from activity_meeting
         where tenant_id = $1 and activity_id = $2 order by held_on desc, starts_at desc, id limit 200
        """,
        Meeting.init,
        "id",
        "activity_id",
        "held_on",
        "starts_at",
        "ends_at",
        "place",
        "topic",
        "is_held",
        "heads"
    )

    fileprivate static let meeting = Statement(
        """
        select id, activity_id, held_on, starts_at, ends_at, place, topic, is_held, heads from activity_meeting
         where tenant_id = $1 and id = $2
        """,
        Meeting.init,
        "id",
        "activity_id",
        "held_on",
        "starts_at",
        "ends_at",
        "place",
        "topic",
        "is_held",
        "heads"
    )
}

extension Statement where Result == Void {
    fileprivate static let addMeeting = Statement(
        """
        insert into activity_meeting (tenant_id, id, activity_id, held_on, starts_at, ends_at, place, topic)
          values ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    )

    fileprivate static let changeMeeting = Statement(
        """
        update activity_meeting set held_on = $3, starts_at = $4, ends_at = $5, place = $6, topic = $7
         where tenant_id = $1 and id = $2
        """
    )

    /// Whether a meeting (`$2`) was held (`$3`), and how many were there (`$4`).
    fileprivate static let tellHeads = Statement(
        "update activity_meeting set is_held = $3, heads = $4 where tenant_id = $1 and id = $2"
    )
}
