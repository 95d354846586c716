import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showActivity(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Activity> = try visit.id()
    let (activity, meetings, members, events) = try visit.read { (db) throws(Failure) in
        try db.together(
            .one(.activity, id),
            .all(.meetings, id),
            .all(.members, id),
            .all(.changesOfObject, id)
        )
    }
    let page = ActivityPage(activity: activity, meetings: meetings, members: members)
    let doors = ActivityDoors(
        list: visit.here("/activities\(visit.trail(of: .activities).trail)"),
        here: visit.here("/activities/\(id)"),
        people: visit.here("/people"),
        meetings: visit.here("/activity-meetings"),
        members: visit.here("/activity-members"),
        once: { visit.once }
    )
    let reply = visit.page(activity.title) { h in
        activityPage(&h, page, doors, history(events, visit.words), now: visit.now, visit.words)
    }
    return Looked(reply, Entry(.activityRead, of: Object(id, activity.title)))
}

// MARK: The form

@Sendable func newActivity(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(newActivityPage)
}

@Sendable func makeActivity(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(newActivityPage) { (db, _, new, changes) throws(Failure) in
        let id = ID<Activity>()
        let leader = ID<Person>(new.leader)
        try db.run(.addActivity, id, new.kind?.rawValue, new.title, new.service, leader)
        return .done(
            Entry(
                .activityMade,
                of: Object(id, new.title),
                about: [leader].compactMap(\.self),
                changes: changes
            ),
            to: visit.here("/activities/\(id)"),
            did: "activities.done.made"
        )
    }
}

private func newActivityPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<ActivityDraft> {
    let words = visit.words
    let leaders = try db.all(.leaders, nil as ID<Activity>?)
    return FormPage(
        words("activities.new"),
        lead: words("activities.new.lead"),
        activityFields(leaders.map { $0.choice(words) }),
        ActivityDraft(),
        isNew: true,
        action: visit.here("/activities"),
        save: words("house.save"),
        back: visit.here("/activities"),
        look: Entry(.personListed, count: leaders.count)
    )
}

@Sendable func editActivity(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(editActivityPage)
}

@Sendable func changeActivity(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Activity> = try visit.id()
    return try visit.submit(editActivityPage) { (db, page, new, changes) throws(Failure) in
        let leaders = [page.value.leader, new.leader].compactMap { ID<Person>($0) }
        try db.run(.changeActivity, id, new.title, new.service, ID<Person>(new.leader))
        return .done(
            Entry(
                .activityChanged,
                of: Object(id, new.title),
                about: page.value.leader == new.leader ? [] : leaders,
                changes: changes
            ),
            to: page.back,
            did: "activities.done.changed"
        )
    }
}

private func editActivityPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<ActivityDraft> {
    let id: ID<Activity> = try visit.id()
    if visit.isChanging { try db.run(.holdActivity, id) }
    let (activity, leaders) = try db.together(.one(.activity, id), .all(.leaders, id))
    let (words, path) = (visit.words, visit.here("/activities/\(id)"))
    var page = FormPage(
        words("activities.change"),
        lead: activity.title,
        activityFields(leaders.map { $0.choice(words) }).without("kind"),
        ActivityDraft(
            kind: activity.kind,
            title: activity.title,
            service: activity.service,
            leader: activity.leader?.person?.text ?? ""
        ),
        action: path,
        save: words("house.save"),
        back: path,
        look: Entry(.activityRead, of: Object(id, activity.title))
    )
    if activity.state == .ended { page.refusal = .conflict(why: "activities.rule.ended") }
    return page
}

// MARK: Going on

@Sendable func startActivity(_ visit: Visit) throws(Failure) -> Reply {
    try move(visit, to: .running, as: .activityStarted, did: "activities.done.started")
}

/// Its members' time ends with it, and what lies ahead is not held: the database sees to both.
@Sendable func endActivity(_ visit: Visit) throws(Failure) -> Reply {
    try move(visit, to: .ended, as: .activityEnded, did: "activities.done.ended")
}

private func move(
    _ visit: Visit,
    to state: ActivityState,
    as action: Action,
    did done: StaticString
) throws(Failure) -> Reply {
    let id: ID<Activity> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.holdActivity, id)
        let activity = try db.one(.activity, id)
        guard activity.state != state else {
            throw .refused(.conflict(why: "activities.rule.step"))
        }
        let members = try db.all(.members, id).filter { $0.left == nil }
        try db.run(.moveActivity, id, state.rawValue)
        return Audited(
            visit.after(visit.here("/activities/\(id)"), did: done),
            Entry(
                action,
                of: Object(id, activity.title),
                about: state == .ended ? members.compactMap(\.person.person) : []
            )
        )
    }
}

// MARK: Statements

extension Statement where Result == Activity {
    /// A group (`$5`), and who leads it.
    static let activity = Statement(
        within: .reach,
        """
        select a.id, a.kind, a.title, a.service, a.state, case when p.id is null then null
                 else (p.id, p.given_name || ' ' || p.family_name) end as leader,
               p.id is not null and person_has_left(p.id) as has_left
          from activity a left join people_within($2, $3, $4) p on p.tenant_id = $1 and p.id = a.person_id
         where a.tenant_id = $1 and a.id = $5
        """,
        Activity.init,
        "id",
        "kind",
        "title",
        "service",
        "state",
        "leader",
        "has_left"
    )
}

extension Statement where Result == Choosable {
    /// Who may lead a group, and who leads one (`$5`, null for one that is being made).
    fileprivate static let leaders = Statement(
        within: .reach,
        """
        select p.id, (p.id, p.given_name || ' ' || p.family_name) as name, d.person_id is not null as is_gone
          from people_within($2, $3, $4) p left join departed d on d.tenant_id = $1 and d.person_id = p.id
         where p.tenant_id = $1 and (p.kind in ('expert', 'employee') and d.person_id is null
             or p.id = (select a.person_id from activity a where a.tenant_id = $1 and a.id = $5))
         order by p.name_key, p.id limit 500
        """,
        Choosable.init,
        "id",
        "name",
        "is_gone"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the group (`$2`) wait until this is done.
    static let holdActivity = Statement(
        "select from activity where tenant_id = $1 and id = $2 for no key update"
    )

    fileprivate static let addActivity = Statement(
        "insert into activity (tenant_id, id, kind, title, service, person_id) values ($1, $2, $3, $4, $5, $6)"
    )

    fileprivate static let changeActivity = Statement(
        "update activity set title = $3, service = $4, person_id = $5 where tenant_id = $1 and id = $2"
    )

    /// Takes a group (`$2`) to a state (`$3`).
    fileprivate static let moveActivity = Statement(
        "update activity set state = $3 where tenant_id = $1 and id = $2"
    )
}
