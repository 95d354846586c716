import Interface
import Access
import Audit
import Base
import Crypto
import HTTP
import Routing
import Store
import Wording

@Sendable func askToInvite(_ visit: Visit) throws(Failure) -> Reply {
    let language = try visit.space.language
    let form = FormEntry(["language": language.rawValue], visit.words)
    return try invitePage(visit, form, nil)
}

@Sendable func invite(_ visit: Visit) throws(Failure) -> Reply {
    var form = try FormEntry(visit)
    let name = form.name("name")
    let email = form.email("email")
    let language = form.choice("language", Language.self)
    let roles = form.choices("roles", Role.self)
    let lastDay = form.day("ends", isRequired: false)
    if let lastDay, lastDay < visit.today {
        form.problem("ends", visit.words("members.problem.past"))
    }
    guard form.isSound, let language else { return try invitePage(visit, form, nil) }
    let token = try Token()
    return try carryOut(visit) { (db) throws(Failure) in
        let (isMember, isInvited) = try db.together(
            .one(.isMemberAddress, email),
            .one(.isInvitedAddress, email)
        )
        if isMember { throw .refused(.conflict(why: "members.rule.already-member")) }
        if isInvited { throw .refused(.conflict(why: "members.rule.already-invited")) }
        let invitation = Invitation(
            id: ID(),
            name: name,
            email: email,
            roles: Array(Set(roles)).sorted(),
            roleEndsOn: lastDay,
            language: language,
            sentAt: visit.now,
            expiresAt: visit.now.adding(days: Limits.invitationDays)
        )
        try db.run(.putAwayExpired, email)
        try db.run(
            .addInvitation,
            invitation.id,
            email,
            name,
            invitation.roles.map(\.rawValue),
            lastDay,
            language,
            Bytes(token.hash),
            visit.visitor.actor.membership,
            invitation.expiresAt
        )
        try db.mail(try mail(visit, invitation, token))
        return Audited(
            visit.after(visit.here("/members"), did: "members.done.invited"),
            entry(.memberInvited, invitation)
        )
    } refused: { (rule) throws(Failure) in
        let isAddress = rule.key.contains(".already") || rule.key.hasSuffix(".operator")
        form.problem(isAddress ? "email" : "roles", visit.words.dynamic(rule.key))
        return try invitePage(visit, form, rule)
    }
}

@Sendable func sendAgain(_ visit: Visit) throws(Failure) -> Reply {
    let token = try Token()
    return try changeInvitation(visit) { (db, invitation) throws(Failure) in
        try db.run(
            .renewInvitation,
            invitation.id,
            Bytes(token.hash),
            visit.now.adding(days: Limits.invitationDays)
        )
        try db.mail(try mail(visit, invitation, token))
        return Audited(
            visit.after(visit.here("/members"), did: "members.done.sent-again"),
            entry(.memberInvited, invitation)
        )
    }
}

@Sendable func revoke(_ visit: Visit) throws(Failure) -> Reply {
    try changeInvitation(visit) { (db, invitation) throws(Failure) in
        try db.run(.revokeInvitation, invitation.id)
        return Audited(
            visit.after(visit.here("/members"), did: "members.done.revoked"),
            entry(.memberInvitationRevoked, invitation)
        )
    }
}

/// Does something to an open invitation.
///
/// One that was used or revoked meanwhile is told of on the list.
private func changeInvitation(
    _ visit: Visit,
    _ change: (borrowing Transaction, Invitation) throws(Failure) -> Audited<String>
) throws(Failure) -> Reply {
    let id: ID<Invitation> = try visit.id()
    return try carryOut(visit) { (db) throws(Failure) in
        guard let invitation = try db.oneIfAny(.openInvitation, id) else {
            let isKnown = try db.one(.isInvitation, id)
            throw .refused(isKnown ? .conflict(why: "members.rule.invitation-gone") : .notFound)
        }
        return try change(db, invitation)
    } refused: { (rule) throws(Failure) in
        let refusals = try [rule.entry(visit)].compactMap(\.self)
        let register = try visit.write { (db) throws(Failure) in
            let register = try readRegister(visit, db)
            return Audited(register, look(at: register), also: refusals)
        }
        return registerPage(visit, register, rule)
    }
}

private func mail(_ visit: Visit, _ invitation: Invitation, _ token: Token) throws(Failure) -> Mail
{
    let space = try visit.space
    return invitationMail(
        to: invitation.email,
        name: invitation.name,
        space: (space.name(invitation.language), space.slug),
        roles: invitation.roles,
        token: token.text,
        origin: visit.site.origin,
        visit.words(in: invitation.language).inSpace(space.kind.rawValue)
    )
}

private func entry(_ action: Action, _ invitation: Invitation) -> Entry {
    let roles = invitation.roles.map { HeldRole($0, endsOn: invitation.roleEndsOn) }
    let change =
        action == .memberInvited
        ? Change.of("roles", "", stored(roles)) : Change.of("roles", stored(roles), "")
    return Entry(
        action,
        of: Object(invitation.id, invitation.name),
        changes: [change].compactMap(\.self)
    )
}

/// The form, empty or with what was typed.
///
/// A refusal for want of a right stands in the log.
private func invitePage(_ visit: Visit, _ form: FormEntry, _ rule: BrokenRule?) throws(Failure)
    -> Reply
{
    let roles = visit.visitor.actor.roles.map(\.rawValue)
    let mine: [Role]
    if let refusal = try rule?.entry(visit) {
        mine = try visit.write { (db) throws(Failure) in
            Audited(try db.all(.rolesToGive, roles), refusal)
        }
    } else {
        mine = try visit.read { (db) throws(Failure) in try db.all(.rolesToGive, roles) }
    }
    let once = form.typed("once").isEmpty ? visit.once : form.typed("once")
    let status = rule?.status ?? (form.isSound ? 200 : 422)
    return visit.page(visit.words("members.invite.title"), status: status) { h in
        invitePage(
            &h,
            action: visit.here("/members"),
            once: once,
            roles: mine.sorted(),
            chosen: form.form.all("roles"),
            form.typed,
            form.problems,
            visit.words
        )
    }
}
