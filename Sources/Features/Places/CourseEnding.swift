import Audit
import Base
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// A course whose state is changed.
private struct ChangingCourse: Sendable {
    let name: String
    /// As employers know it.
    let employerName: String
    let state: CourseState
}

/// What the coordinator tells everybody when a course is cancelled.
struct Cancellation: Sendable {
    var message = ""
}

/// The course goes on or back a step; whether it may, the database decides.
@Sendable func changeCourseState(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Course> = try visit.id()
    let form = try visit.request.form()
    let space = try visit.space
    return try visit.act { (db) throws(Failure) in
        try db.lockCourse(id)
        guard let now = CourseState(rawValue: form["from"]),
            let next = CourseState(rawValue: form["to"]),
            next != .cancelled
        else { throw .refused(.malformed) }
        // The page that asks must know the state: somebody else may have moved on meanwhile.
        let course = try db.one(.changingCourse, id)
        try db.run(.move, id, now.rawValue, next.rawValue)
        var entries: [Entry] = []
        if next == .done || now == .done {
            let circle = Circle(stakes: try db.all(.circle, id))
            for (kind, action) in StakeKind.changed(by: next) {
                entries += circle.of(kind).compactMap { entry(action, $0, course.name) }
            }
            if next == .done {
                entries += try close(circle.of(.applicant), as: "closed", course, space, db)
                for stake in circle.stakes where stake.kind != .trainer {
                    try db.tell(stake, course.name, of: "done", { _ in [] }, visit)
                }
            }
        }
        return Audited(
            visit.after(coursePath(id, visit), did: next.done),
            changed(id, course, to: next),
            also: entries
        )
    }
}

extension StakeKind {
    /// What becomes of places when a course is done, or taken up again.
    fileprivate static func changed(by next: CourseState) -> [(StakeKind, Action)] {
        next == .done
            ? [(.completed, .enrolmentCompleted), (.notCompleted, .enrolmentNotCompleted)]
            : [(.active, .enrolmentResumed), (.paused, .enrolmentPaused)]
    }
}

/// What the log tells of a place.
private func entry(_ action: Action, _ stake: Stake, _ course: String) -> Entry? {
    stake.place.map { place in
        Entry(action, of: Object(place, course), about: [stake.name.person].compactMap(\.self))
    }
}

@Sendable func showCancellation(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(cancellationPage)
}

/// The course is cancelled: places end, employers are asked no more, and everybody in the circle hears of it.
@Sendable func cancelCourse(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    let space = try visit.space
    return try visit.submit(cancellationPage) { (db, page, cancellation, _) throws(Failure) in
        let course = try db.one(.changingCourse, id)
        let circle = Circle(stakes: try db.all(.circle, id))
        try db.run(.move, id, course.state.rawValue, CourseState.cancelled.rawValue)
        var entries = circle.stakes.compactMap { stake -> Entry? in
            [.active, .renewing, .paused].contains(stake.kind)
                ? entry(.enrolmentEnded, stake, course.name) : nil
        }
        entries += try close(circle.stakes, as: "ended", course, space, db)
        for stake in circle.stakes {
            let message = [cancellation.message]
            try db.tell(stake, course.name, of: "cancelled", { _ in message }, visit)
        }
        return .done(
            changed(id, course, to: .cancelled),
            also: entries,
            to: page.back,
            did: "places.done.cancelled"
        )
    }
}

private func cancellationPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Cancellation> {
    let id: ID<Course> = try visit.id()
    if visit.isChanging { try db.lockCourse(id) }
    let (course, stakes) = try db.together(.one(.changingCourse, id), .all(.circle, id))
    guard course.state.next.contains(.cancelled) else {
        throw .refused(.conflict(why: "course.rule.state-changed"))
    }
    let circle = Circle(stakes: stakes)
    let words = visit.words
    return FormPage(
        words("course.cancel"),
        lead: course.name,
        FieldList([
            .field(
                .area(
                    "message",
                    \.message,
                    "course.cancel.message",
                    help: "course.cancel.message.help",
                    limit: Limits.summaryCharactersMax,
                    isRequired: true
                )
            )
        ]),
        Cancellation(),
        facts: course.state.rawValue + circle.text,
        action: visit.here("/courses/\(id)/cancellation\(visit.trail(at: "/courses"))"),
        save: words("course.cancel.button"),
        back: coursePath(id, visit),
        look: Entry(.courseRead, of: Object(id, course.name), about: circle.people)
    ) { h, form in
        cancellationView(&h, circle, form, words)
    }
}

/// Ends the applications of a course that is over, with what their employers may still answer or take back.
private func close(
    _ stakes: [Stake],
    as state: String,
    _ course: ChangingCourse,
    _ space: KnownSpace,
    _ db: borrowing Transaction
) throws(Failure) -> [Entry] {
    var entries: [Entry] = []
    for stake in stakes {
        guard let application = stake.application else { continue }
        // Who gives a permission meanwhile is waited for, or finds the application closed.
        try db.lockApplication(application)
        if let ended = try db.oneIfAny(.endRelease, application, false), let ask = ended.ask {
            let provider = space.name(.finnish)
            try db.deliver(
                ConsentCourseEndedLetter(
                    ask: ask,
                    provider: provider,
                    course: course.employerName,
                    held: state == "closed"
                ),
                to: ended.employerSpace
            )
        }
        try db.run(.endApplication, application, state)
        entries.append(
            Entry(
                .applicationClosed,
                of: Object(application, course.name),
                about: [stake.name.person].compactMap(\.self)
            )
        )
    }
    return entries
}

/// The page of a course, which knows the list that it was opened from.
private func coursePath(_ id: ID<Course>, _ visit: Visit) -> String {
    visit.here("/courses/\(id)\(visit.trail(at: "/courses"))")
}

extension CourseState {
    /// What is said when a course has come here.
    fileprivate var done: StaticString {
        switch self {
        case .draft: "courses.done.draft"
        case .open: "courses.done.open"
        case .running: "courses.done.running"
        case .done: "places.done.done"
        case .cancelled: "places.done.cancelled"
        }
    }
}

private func changed(_ id: ID<Course>, _ course: ChangingCourse, to next: CourseState) -> Entry {
    Entry(
        .courseStateChanged,
        of: Object(id, course.name),
        changes: [.value(field: "state", old: course.state.rawValue, new: next.rawValue)]
    )
}

// MARK: Statements

extension Statement where Result == ChangingCourse {
    fileprivate static let changingCourse = Statement(
        "select name, employer_name, state from course_line where tenant_id = $1 and id = $2",
        ChangingCourse.init,
        "name",
        "employer_name",
        "state"
    )
}

extension Statement where Result == Void {
    /// Takes a course (`$2`) from a state to the next.
    fileprivate static let move = Statement(
        "select course_move($2, $3, $4) where $1::uuid = current_tenant()"
    )
}
