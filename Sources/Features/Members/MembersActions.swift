import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func listMembers(_ visit: Visit) throws(Failure) -> Looked {
    let register = try visit.read { (db) throws(Failure) in try readRegister(visit, db) }
    return Looked(registerPage(visit, register), look(at: register))
}

@Sendable func showMember(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Membership> = try visit.id()
    let (sheet, events) = try visit.read { (db) throws(Failure) in try readSheet(visit, db, id)
    }
    return Looked(memberPage(visit, sheet, events, nil, nil), look(at: sheet.member))
}

@Sendable func changeRoles(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Membership> = try visit.id()
    var form = try FormEntry(visit)
    let chosen = chosenRoles(&form, visit.words)
    guard form.isSound else { return try showAgain(visit, id, form, nil) }
    return try carryOut(visit) { (db) throws(Failure) in
        try db.run(.holdMember, id)
        let (sheet, _) = try readSheet(visit, db, id)
        let entry = try change(sheet, to: chosen, was: form.typed("was"), db)
        let isChanged = !entry.changes.isEmpty
        return Audited(
            visit.after(
                visit.here("/members/\(id)"),
                did: isChanged ? "members.done.roles" : "members.done.unchanged"
            ),
            entry
        )
    } refused: { (rule) throws(Failure) in
        form.problem("role.\(Role.coordinator.rawValue)", visit.words.dynamic(rule.key))
        return try showAgain(visit, id, form, rule)
    }
}

@Sendable func endMembership(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Membership> = try visit.id()
    let isOwn = id == visit.visitor.actor.membership
    return try carryOut(visit) { (db) throws(Failure) in
        try db.run(.holdMember, id)
        let member = try db.one(.member, id)
        guard !member.isEnded else { throw .refused(.conflict(why: "members.rule.ended")) }
        try db.run(.takeEveryRole, id)
        try db.run(.endMembership, id)
        let path =
            isOwn
            ? visit.after("/spaces", did: "members.done.left")
            : visit.after(visit.here("/members"), did: "members.done.ended")
        let change = Change.of("roles", stored(member.roles), "")
        return Audited(
            path,
            Entry(
                .memberEnded,
                of: Object(id, member.name),
                about: [member.person].compactMap(\.self),
                changes: [change].compactMap(\.self)
            )
        )
    } refused: { (rule) throws(Failure) in
        try showAgain(visit, id, nil, rule)
    }
}

/// Gives, prolongs, shortens and takes roles, until the member has those of the form beside what is
/// not the reader's to touch.
///
/// The entry tells what changed; when nothing did, that it was looked at.
private func change(
    _ sheet: MemberSheet,
    to chosen: [HeldRole],
    was: String,
    _ db: borrowing Transaction
) throws(Failure) -> Entry {
    let member = sheet.member
    guard !member.isEnded else { throw .refused(.conflict(why: "members.rule.ended")) }
    guard was == stored(member.roles) else {
        throw .refused(.conflict(why: "members.rule.meanwhile"))
    }
    let untouched = sheet.others.filter { other in !chosen.contains { $0.role == other.role } }
    guard !(chosen + untouched).isEmpty else {
        throw .refused(.conflict(why: "members.rule.no-role"))
    }
    // First what is given: who takes their own right to give away does it last.
    for role in chosen where !member.roles.contains(role) {
        try db.run(.giveRole, member.id, role.role.rawValue, role.endsOn)
    }
    let kept = Set((chosen + untouched).map(\.role))
    for held in member.roles where !kept.contains(held.role) {
        try db.run(.takeRole, member.id, held.role.rawValue)
    }
    guard let change = Change.of("roles", stored(member.roles), stored(chosen + untouched)) else {
        return look(at: member)
    }
    return Entry(
        .memberRolesChanged,
        of: Object(member.id, member.name),
        about: [member.person].compactMap(\.self),
        changes: [change]
    )
}

/// The roles that are ticked, each with its last day.
private func chosenRoles(_ form: inout FormEntry, _ words: Words) -> [HeldRole] {
    var chosen: [HeldRole] = []
    for role in Role.allCases where form.isTicked("role.\(role.rawValue)") {
        let name = "ends.\(role.rawValue)"
        let day = form.day(name, isRequired: false)
        if let day, day < words.today { form.problem(name, words("members.problem.past")) }
        chosen.append(HeldRole(role, endsOn: day))
    }
    return chosen
}

// MARK: What pages show

/// A member with what may be done to them, and what the log tells.
private func readSheet(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ id: ID<Membership>
) throws(Failure) -> (MemberSheet, [LoggedEvent]) {
    let (member, lasting, mine, events) = try db.together(
        .one(.member, id),
        .one(.lastingCoordinators),
        .all(.rolesToGive, visit.visitor.actor.roles.map(\.rawValue)),
        .all(.changesOfObject, id)
    )
    let sheet = MemberSheet(member: member, mine: mine.sorted(), lastingCoordinators: lasting)
    return (sheet, events)
}

/// The member's page after a form that was not carried out.
///
/// It shows a member, so it stands in the log as a look.
private func showAgain(
    _ visit: Visit,
    _ id: ID<Membership>,
    _ form: FormEntry?,
    _ rule: BrokenRule?
) throws(Failure) -> Reply {
    let refusals = try [rule?.entry(visit)].compactMap(\.self)
    let (sheet, events) = try visit.write { (db) throws(Failure) in
        let (sheet, events) = try readSheet(visit, db, id)
        let look = look(at: sheet.member).about(also: events.flatMap(\.named))
        return Audited((sheet, events), look, also: refusals)
    }
    return memberPage(visit, sheet, events, form, rule)
}

private func look(at member: Member) -> Entry {
    Entry(
        .memberListed,
        of: Object(member.id, member.name),
        about: [member.person].compactMap(\.self),
        count: 1
    )
}

private func memberPage(
    _ visit: Visit,
    _ sheet: MemberSheet,
    _ events: [LoggedEvent],
    _ form: FormEntry?,
    _ rule: BrokenRule?
) -> Reply {
    let words = visit.words
    let status = rule?.status ?? (form == nil ? 200 : 422)
    return visit.page(sheet.member.name, status: status) { h in
        memberPage(
            &h,
            sheet,
            MemberPlace(
                path: visit.here("/members/\(sheet.member.id)"),
                mayChange: visit.may(.memberChange),
                isOwn: sheet.member.id == visit.visitor.actor.membership,
                space: visit.visitor.space?.name(words.language) ?? "",
                once: { visit.once }
            ),
            typed: form.map { form in
                TypedRoles(problems: form.problems, typed: form.typed)
            },
            refused: form == nil ? rule.map { words.dynamic($0.key) } : nil,
            history(events, words),
            words
        )
    }
}
