import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// Who takes part in a group of developer-clients; a group of peers has no such pages.

@Sendable func newMember(_ visit: Visit) throws(Failure) -> Looked { try visit.show(newMemberPage) }

@Sendable func addMember(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Activity> = try visit.id()
    return try visit.submit(newMemberPage) { (db, page, new, changes) throws(Failure) in
        guard let person = ID<Person>(new.person) else { throw .refused(.malformed) }
        let activity = try db.one(.activity, id)
        try db.run(
            .addMember,
            ID<Member>(),
            id,
            person,
            new.agreed,
            new.joined,
            new.fee?.rawValue
        )
        return .done(
            Entry(
                .activityMemberAdded,
                of: Object(id, activity.title),
                about: [person],
                changes: changes
            ),
            to: page.back,
            did: "activities.done.member-added"
        )
    }
}

private func newMemberPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<MemberDraft> {
    let id: ID<Activity> = try visit.id()
    let (activity, people) = try db.together(.one(.activity, id), .all(.clients, id))
    let (words, path) = (visit.words, visit.here("/activities/\(id)"))
    let register = visit.here("/people/new")
    var page = FormPage(
        words("activities.join"),
        lead: activity.title,
        memberFields(people.map { $0.choice(words) }, today: visit.today).without("left_on"),
        MemberDraft(agreed: visit.today, joined: visit.today),
        isNew: true,
        action: "\(path)/members",
        save: words("activities.join.do"),
        back: path,
        look: Entry(.personListed, count: people.count)
    ) { h, form in h.joining(form, register: register, words) }
    page.blames = { why in
        why.hasSuffix(".person") || why.hasSuffix(".twice") ? "person" : ""
    }
    page.refusal = obstacle(activity)
    return page
}

@Sendable func editMember(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(editMemberPage)
}

@Sendable func changeMember(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Member> = try visit.id()
    return try visit.submit(editMemberPage) { (db, page, new, changes) throws(Failure) in
        let member = try db.one(.member, id)
        let activity = try db.one(.activity, member.activity)
        try db.run(.changeMember, id, new.agreed, new.joined, new.left, new.fee?.rawValue)
        return .done(
            Entry(
                .activityMemberChanged,
                of: Object(activity.id, activity.title),
                about: [member.person.person].compactMap(\.self),
                changes: changes
            ),
            to: page.back,
            did: "activities.done.member-changed"
        )
    }
}

private func editMemberPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<MemberDraft> {
    let id: ID<Member> = try visit.id()
    if visit.isChanging { try db.run(.holdActivity, try db.one(.member, id).activity) }
    let member = try db.one(.member, id)
    let activity = try db.one(.activity, member.activity)
    let words = visit.words
    var page = FormPage(
        member.person,
        lead: activity.title,
        memberFields([], today: visit.today).without("person"),
        MemberDraft(
            agreed: member.agreed,
            joined: member.joined,
            left: member.left,
            fee: member.fee
        ),
        action: visit.here("/activity-members/\(id)"),
        save: words("house.save"),
        back: visit.here("/activities/\(activity.id)"),
        look: Entry(.activityRead, of: Object(activity.id, activity.title))
    )
    page.refusal = obstacle(activity)
    return page
}

/// What keeps anybody from joining a group, or from changing there.
private func obstacle(_ activity: Activity) -> Refusal? {
    if activity.kind == .peer { return .conflict(why: "activities.rule.heads-only") }
    return activity.state == .ended ? .conflict(why: "activities.rule.ended") : nil
}

// MARK: On the page of a person

/// The groups that somebody is in or leads, to the coordinators and to the person.
@Sendable func activitiesOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    let kind = try visit.space.kind
    let isOwn = person == visit.visitor.actor.person
    guard kind == .association || kind == .partner, isOwn || visit.may(.activityChange) else {
        return []
    }
    let words = visit.words
    let base = visit.may(.activityChange) ? visit.here("/activities") : nil
    return [
        Ask.all(.activitiesOfPerson, person).map { rows in
            guard !rows.isEmpty else { return .nothing }
            return PersonPart(shows: [.activity]) { h in h.activities(rows, base, words) }
        }
    ]
}

// MARK: Statements

extension Statement where Result == Member {
    /// The members of a group (`$5`), those who are in it first.
    static let members = Statement(
        within: .reach,
        """
        select m.id, m.activity_id, (p.id, p.given_name || ' ' || p.family_name) as name, m.agreed_on, m.joined_on, m.left_on,
               m.fee_choice, d.person_id is not null as is_gone
          from activity_member m
          join people_within($2, $3, $4) p on p.tenant_id = $1 and p.id = m.person_id
          left join departed d on d.tenant_id = $1 and d.person_id = p.id
         where m.tenant_id = $1 and m.activity_id = $5
         order by m.left_on is not null, p.name_key, m.joined_on, m.id limit 200
        """,
        Member.init,
        "id",
        "activity_id",
        "name",
        "agreed_on",
        "joined_on",
        "left_on",
        "fee_choice",
        "is_gone"
    )

    fileprivate static let member = Statement(
        within: .reach,
        """
        select m.id, m.activity_id, (p.id, p.given_name || ' ' || p.family_name) as name, m.agreed_on, m.joined_on, m.left_on,
               m.fee_choice, person_has_left(p.id) as is_gone
          from activity_member m
          join people_within($2, $3, $4) p on p.tenant_id = $1 and p.id = m.person_id
         where m.tenant_id = $1 and m.id = $5
        """,
        Member.init,
        "id",
        "activity_id",
        "name",
        "agreed_on",
        "joined_on",
        "left_on",
        "fee_choice",
        "is_gone"
    )
}

extension Statement where Result == Choosable {
    /// The developer-clients of the register who are not in a group (`$5`).
    fileprivate static let clients = Statement(
        within: .reach,
        """
        select p.id, (p.id, p.given_name || ' ' || p.family_name) as name, false as is_gone
          from people_within($2, $3, $4) p
         where p.tenant_id = $1 and p.kind = 'developer-client' and p.state <> 'archived'
           and not exists (select from activity_member m where m.tenant_id = $1 and m.activity_id = $5 and m.person_id = p.id
             and m.left_on is null)
         order by p.name_key, p.id limit 500
        """,
        Choosable.init,
        "id",
        "name",
        "is_gone"
    )
}

extension Statement where Result == PersonsActivity {
    /// The groups that somebody (`$2`) is in or leads, what goes on first.
    fileprivate static let activitiesOfPerson = Statement(
        """
        select * from (
          select a.id, a.title, a.state, false as leads, m.joined_on, m.left_on, m.fee_choice, m.id as place
            from activity_member m join activity a on a.tenant_id = $1 and a.id = m.activity_id
           where m.tenant_id = $1 and m.person_id = $2
          union all
          select a.id, a.title, a.state, true, null, null, null, a.id
            from activity a where a.tenant_id = $1 and a.person_id = $2) x
         order by left_on is not null or state = 'ended', joined_on desc, place limit 30
        """,
        PersonsActivity.init,
        "id",
        "title",
        "state",
        "leads",
        "joined_on",
        "left_on",
        "fee_choice"
    )
}

extension Statement where Result == Void {
    fileprivate static let addMember = Statement(
        """
        insert into activity_member (tenant_id, id, activity_id, person_id, agreed_on, joined_on, fee_choice)
          values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    fileprivate static let changeMember = Statement(
        """
        update activity_member set agreed_on = $3, joined_on = $4, left_on = $5, fee_choice = $6
         where tenant_id = $1 and id = $2
        """
    )
}
