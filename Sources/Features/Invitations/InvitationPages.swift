import Access
import Audit
import Base
import Crypto
import Interface
import Routing
import Store
import Wording

@Sendable func askToInvite(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(invitePage)
}

@Sendable func invite(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(invitePage) { (db, page, new, _) throws(Failure) in
        let entry = try invite(new, visit, db)
        return .done(entry, to: page.back, did: "members.done.invited")
    }
}

/// Invites whose address has neither a place here nor an invitation that can still be used.
///
/// `people` are whom the log tells of it, where they stand in the register.
func invite(
    _ new: NewInvitation,
    about people: [ID<Person>] = [],
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> Entry {
    let (isMember, isInvited) = try db.together(
        .one(.isMemberAddress, new.email),
        .one(.isInvitedAddress, new.email)
    )
    if isMember { throw .refused(.conflict(why: "members.rule.already-member")) }
    if isInvited { throw .refused(.conflict(why: "members.rule.already-invited")) }
    let (id, token) = (ID<Invitation>(), try Token())
    let invitation = Invitation(
        id: id,
        name: new.name,
        email: new.email,
        roles: Set(new.roles).sorted(),
        roleEndsOn: new.endsOn,
        language: new.language,
        expiresAt: visit.now.adding(days: Limits.invitationDays)
    )
    try db.run(.putAwayExpired, new.email)
    try db.run(
        .addInvitation,
        id,
        new.email,
        new.name,
        invitation.roles.map(\.rawValue),
        new.endsOn,
        new.language,
        Bytes(token.hash),
        visit.visitor.actor.membership,
        invitation.expiresAt
    )
    try db.mail(try mail(visit, invitation, token))
    return entry(.memberInvited, invitation, about: people)
}

func mail(
    _ visit: Visit,
    _ invitation: Invitation,
    _ token: Token
) throws(Failure) -> Mail {
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

func entry(
    _ action: Action,
    _ invitation: Invitation,
    about people: [ID<Person>] = []
) -> Entry {
    let roles = invitation.held.stored
    let change =
        action == .memberInvited
        ? Change.of("roles", "", roles) : Change.of("roles", roles, "")
    return Entry(
        action,
        of: Object(invitation.id, invitation.name),
        about: people,
        changes: [change].compactMap(\.self)
    )
}

private func invitePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewInvitation> {
    let words = visit.words
    let offered = try db.all(.rolesToGive, visit.visitor.actor.roles.map(\.rawValue)).sorted()
    var page = FormPage(
        words("members.invite.title"),
        lead: words("members.invite.lead"),
        invitationFields(offered),
        NewInvitation(language: try visit.space.language),
        isNew: true,
        action: visit.here("/members"),
        save: words("members.invite.send"),
        back: visit.here("/members/invitations")
    ) { h, form in
        h.columns { h in
            h.form(form)
        } _: { h in
            h.roleRules(words)
        }
    }
    page.blames = { rule in
        guard rule.hasPrefix("members.rule.") else { return "" }
        return rule.contains(".already") || rule.hasSuffix(".operator") ? "email" : "roles"
    }
    return page
}

extension Statement where Result == Bool {
    /// Whether the address `$2` has a place here already.
    fileprivate static let isMemberAddress = Statement(
        """
        select exists (select from held_role where tenant_id = $1 and email = $2) as found
        """,
        "found"
    )

    /// Whether the address `$2` has an invitation that can still be used.
    fileprivate static let isInvitedAddress = Statement(
        """
        select exists (
          select from invitation where tenant_id = $1 and email = $2
             and used_at is null and revoked_at is null and expires_at > public.moment()) as found
        """,
        "found"
    )
}

extension Statement where Result == Void {
    /// An old invitation of the address `$2` that nobody answered gives way to a new one.
    fileprivate static let putAwayExpired = Statement(
        """
        update invitation set revoked_at = public.moment()
         where tenant_id = $1 and email = $2 and used_at is null and revoked_at is null
           and expires_at <= public.moment()
        """
    )

    fileprivate static let addInvitation = Statement(
        """
        insert into invitation
          (tenant_id, id, email, name, roles, role_ends_on, language, token_hash, invited_by, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    )
}
