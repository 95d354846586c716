import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func showMember(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(rolesPage)
}

/// The membership of a person, for those who see members.
@Sendable func membershipOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    guard visit.may(.memberRead) else { return [] }
    return [
        Ask.oneIfAny(.member, person).map { member in
            guard let member else { return .nothing }
            return PersonPart(shows: [.membership]) { h in
                h.membership(member, visit.here("/members/\(member.id)"), visit.words)
            }
        }
    ]
}

/// Where a person still stands, for those who may archive them.
@Sendable func standsOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    guard visit.scope(of: .personChange) == .all else { return [] }
    return [
        Ask.all(.stands, person).map { stands in
            guard !stands.isEmpty else { return .nothing }
            return PersonPart(shows: [.membership, .application, .consent]) { h in
                h.stands(stands, visit.words)
            }
        }
    ]
}

@Sendable func changeRoles(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(rolesPage) { (db, page, new, changes) throws(Failure) in
        let member = try db.one(.member, try visit.id() as ID<Membership>)
        guard !member.isEnded else { throw .refused(.conflict(why: "members.rule.ended")) }
        guard !new.roles.isEmpty else { throw .refused(.conflict(why: "members.rule.no-role")) }
        // First what is given: who takes their own right to give away does it last.
        for held in new.roles where !member.roles.contains(held) {
            try db.run(.giveRole, member.id, held.role.rawValue, held.endsOn)
        }
        for held in member.roles where !new.roles.contains(where: { $0.role == held.role }) {
            try db.run(.takeRole, member.id, held.role.rawValue)
        }
        return .done(
            entry(.memberRolesChanged, member, changes),
            to: page.back,
            did: "members.done.roles"
        )
    }
}

@Sendable func endMembership(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(endingPage) { (db, _, _, _) throws(Failure) in
        let member = try db.one(.member, try visit.id() as ID<Membership>)
        guard !member.isEnded else { throw .refused(.conflict(why: "members.rule.ended")) }
        try db.run(.takeEveryRole, member.id)
        try db.run(.endMembership, member.id)
        let isOwn = member.id == visit.visitor.actor.membership
        let change = Change.of("roles", member.roles.stored, "")
        return .done(
            entry(.memberEnded, member, [change].compactMap(\.self)),
            to: isOwn ? "/spaces" : visit.here("/members"),
            did: isOwn ? "members.done.left" : "members.done.ended"
        )
    }
}

private func entry(_ action: Action, _ member: Member, _ changes: [Change]) -> Entry {
    Entry(
        action,
        of: Object(member.id, member.name),
        about: [member.name.subject].compactMap(\.self),
        changes: changes
    )
}

/// The member's page as the form of their roles.
private func rolesPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<MemberRoles> {
    let details = try readMember(visit, db)
    var page = rolesForm(visit, details)
    let ending = try visit.view(endingForm(visit, details))
    page.content = { h, form in
        memberContent(&h, details, roles: form, ending: ending, sent: form, visit.words)
    }
    return page
}

/// The same page as the form that ends the membership.
private func endingPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<MemberRoles> {
    let details = try readMember(visit, db)
    var page = endingForm(visit, details)
    let roles = try visit.view(rolesForm(visit, details))
    page.content = { h, form in
        memberContent(&h, details, roles: roles, ending: form, sent: form, visit.words)
    }
    return page
}

private func rolesForm(_ visit: Visit, _ details: MemberDetails) -> FormPage<MemberRoles> {
    var page = memberPage(visit, details, roleFields(details.mine), "/roles")
    let field = details.mine.first.map { "role.\($0.rawValue)" } ?? ""
    page.blames = { $0.hasPrefix("members.rule.") ? field : "" }
    return page
}

private func endingForm(_ visit: Visit, _ details: MemberDetails) -> FormPage<MemberRoles> {
    var page = memberPage(visit, details, FieldList(), "/ending")
    page.isNew = true
    return page
}

private func memberPage(
    _ visit: Visit,
    _ details: MemberDetails,
    _ fields: FieldList<MemberRoles>,
    _ path: String
) -> FormPage<MemberRoles> {
    let member = details.member
    let (here, trail) = ("\(details.path)/\(member.id)", details.list.trail)
    var page = FormPage(
        member.name,
        fields,
        MemberRoles(roles: member.roles),
        action: here + path + trail,
        save: visit.words("members.change.save"),
        back: here + trail,
        look: Entry(.memberListed, of: Object(member.id, member.name), count: 1)
    )
    page.hasHead = false
    return page
}

/// A member with what may be done to them, and what the log tells.
private func readMember(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> MemberDetails {
    let id: ID<Membership> = try visit.id()
    if visit.isChanging { try db.run(.holdMember, id) }
    let (member, lasting, mine, returned, stands, events) = try db.together(
        .one(.member, id),
        .one(.lastingCoordinators),
        .all(.rolesToGive, visit.visitor.actor.roles.map(\.rawValue)),
        .all(.returned, id),
        .all(.stands, id),
        .all(.changesOfObject, id)
    )
    return MemberDetails(
        member: member,
        mine: mine.sorted(),
        lastingCoordinators: lasting,
        returnedAt: returned.first,
        stands: stands,
        mayChange: visit.may(.memberChange),
        isOwn: id == visit.visitor.actor.membership,
        person: visit.scope(of: .personRead) == .all
            ? member.name.person.map { visit.here("/people/\($0)") } : nil,
        space: try visit.space.name(visit.words.language),
        path: visit.here("/members"),
        list: visit.trail(of: .members),
        history: history(events, visit.words)
    )
}

extension Statement where Result == Member {
    /// The member `$2`, or the one who is the person `$2`.
    fileprivate static let member = Statement(
        """
        select m.id, (m.person_id, m.id, m.name) as name, m.email, m.ends_on, m.created_at, c.is_current,
               not c.is_current and is_past(m.ends_on - 1) as is_ended,
               array(select r.role || coalesce(' ' || r.ends_on, '') from membership_role r
                      where r.tenant_id = $1 and r.membership_id = m.id order by r.role) as roles
          from membership m
         cross join lateral (select is_member(m.tenant_id, m.id) as is_current) c
         where m.tenant_id = $1 and (m.id = $2 or m.person_id = $2)
        """,
        Member.read
    )
}

extension Statement where Result == Stand {
    /// Where a member or a person of the register (`$2`) still stands.
    fileprivate static let stands = Statement(
        "select place, number, names from still_stands($2) where $1::uuid = current_tenant()",
        Stand.init,
        "place",
        "number",
        "names"
    )
}

extension Statement where Result == Instant {
    /// Since when the address of a member (`$2`) takes no mail.
    fileprivate static let returned = Statement(
        """
        select d.at from returned_address d join membership m on m.tenant_id = $1 and m.id = $2 and m.email = d.address
         where d.tenant_id = $1
        """,
        "at"
    )
}

extension Statement where Result == Int {
    /// Coordinators whose role and membership have no last day.
    fileprivate static let lastingCoordinators = Statement(
        """
        select count(*) from membership_role r
          join membership m on m.tenant_id = r.tenant_id and m.id = r.membership_id
         where r.tenant_id = $1 and r.role = 'coordinator' and r.ends_on is null and m.ends_on is null
        """,
        "count"
    )
}

extension Statement where Result == Void {
    /// Nobody else changes this member until the transaction ends.
    fileprivate static let holdMember = Statement(
        "select from membership where tenant_id = $1 and id = $2 for no key update"
    )

    fileprivate static let giveRole = Statement(
        """
        insert into membership_role (tenant_id, membership_id, role, ends_on) values ($1, $2, $3, $4)
        on conflict (tenant_id, membership_id, role) do update set ends_on = excluded.ends_on
        """
    )

    fileprivate static let takeRole = Statement(
        "delete from membership_role where tenant_id = $1 and membership_id = $2 and role = $3"
    )

    fileprivate static let takeEveryRole = Statement(
        "delete from membership_role where tenant_id = $1 and membership_id = $2"
    )

    /// The roles are gone, so nothing opens any more; the date stays for those who read the list.
    fileprivate static let endMembership = Statement(
        "update membership set ends_on = public.today() where tenant_id = $1 and id = $2"
    )
}
