import Access
import Audit
import Base
import Crypto
import Interface
import Routing
import Store
import Wording

@Sendable func listInvitations(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(listPage)
}

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

@Sendable func sendAgain(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(listPage) { (db, page, _, _) throws(Failure) in
        let (invitation, token) = (try openInvitation(visit, db), try Token())
        let expiresAt = visit.now.adding(days: Limits.invitationDays)
        try db.run(.renewInvitation, invitation.id, Bytes(token.hash), expiresAt)
        try db.mail(try mail(visit, invitation, token))
        return .done(
            entry(.memberInvited, invitation),
            to: page.back,
            did: "members.done.sent-again"
        )
    }
}

@Sendable func revoke(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(listPage) { (db, page, _, _) throws(Failure) in
        let invitation = try openInvitation(visit, db)
        try db.run(.revokeInvitation, invitation.id)
        return .done(
            entry(.memberInvitationRevoked, invitation),
            to: page.back,
            did: "members.done.revoked"
        )
    }
}

/// The invitation of the path; one that was used or revoked meanwhile is told of on the list.
private func openInvitation(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> Invitation {
    let id: ID<Invitation> = try visit.id()
    if let open = try db.oneIfAny(.openInvitation, id) { return open }
    let isKnown = try db.one(.isInvitation, id)
    throw .refused(isKnown ? .conflict(why: "members.rule.invitation-gone") : .notFound)
}

private func mail(
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

private func entry(
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

/// What nobody has answered, with a button or two for each.
private func listPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Bool> {
    let words = visit.words
    let (open, mine) = try db.together(
        .all(.openInvitations),
        .all(.rolesToGive, visit.visitor.actor.roles.map(\.rawValue))
    )
    let list = InvitationList(
        open: open,
        mine: visit.may(.memberChange) ? mine : [],
        mayInvite: visit.may(.memberChange),
        path: visit.here("/members")
    )
    var page = FormPage(
        words("members.invitations"),
        FieldList<Bool>(),
        false,
        isNew: true,
        action: "",
        save: "",
        back: visit.here("/members/invitations"),
        look: Entry(.memberListed, count: open.count)
    ) { h, form in
        invitationList(&h, list, form, once: { visit.once }, words)
    }
    page.hasHead = false
    return page
}

extension Statement where Result == Invitation {
    /// What nobody has answered, the oldest first.
    fileprivate static let openInvitations = Statement(
        """
        select id, name, email, roles, role_ends_on, language, expires_at,
               (select d.at from returned_address d where d.tenant_id = $1 and d.address = email) as returned_at
          from invitation
         where tenant_id = $1 and used_at is null and revoked_at is null
         order by expires_at, id limit 200
        """,
        Invitation.read
    )

    /// The open invitation `$2`, kept from others until the transaction ends.
    fileprivate static let openInvitation = Statement(
        """
        select id, name, email, roles, role_ends_on, language, expires_at,
               (select d.at from returned_address d where d.tenant_id = $1 and d.address = email) as returned_at
          from invitation
         where tenant_id = $1 and id = $2 and used_at is null and revoked_at is null
           for no key update
        """,
        Invitation.read
    )

    /// Those with two days left or none, and those that did not arrive.
    static let needingCare = Statement(
        """
        select id, name, email, roles, role_ends_on, language, expires_at,
               (select d.at from returned_address d where d.tenant_id = $1 and d.address = email) as returned_at
          from invitation
         where tenant_id = $1 and used_at is null and revoked_at is null
           and (expires_at < public.moment() + interval '2 days'
             or email in (select d.address from returned_address d where d.tenant_id = $1))
         order by expires_at limit 50
        """,
        Invitation.read
    )
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

    /// Whether there is an invitation `$2` at all, open or not.
    fileprivate static let isInvitation = Statement(
        "select exists (select from invitation where tenant_id = $1 and id = $2) as found",
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

    /// A new link: the one in the earlier mail opens nothing any more.
    fileprivate static let renewInvitation = Statement(
        "update invitation set token_hash = $3, expires_at = $4 where tenant_id = $1 and id = $2"
    )

    fileprivate static let revokeInvitation = Statement(
        "update invitation set revoked_at = public.moment() where tenant_id = $1 and id = $2"
    )
}
