import Access
import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showInvitationLink(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(try linkPage(visit))
}

/// Takes the link's token over: what it opens is shown by a page that can be loaded again, and led back to.
@Sendable func openInvitationLink(_ visit: Visit) throws(Failure) -> Looked {
    var typed = try FormEntry(visit)
    let found = try findInvitation(visit, &typed)
    if let why = found?.invitation.closed(at: visit.now) {
        typed.problem("token", visit.words(why))
    }
    guard typed.isSound, let found else { return try visit.show(try linkPage(visit), as: typed) }
    let cookie = invitationCookie(visit.site, found.token, seconds: 3600)
    return .answered(FormAnswer(to: visit.here("/invitation/acceptance"), cookies: [cookie]))
}

@Sendable func showInvitation(_ visit: Visit) throws(Failure) -> Looked {
    let kept = visit.request.cookie(invitationCookieName(visit.site)) ?? ""
    let found = try acceptance(visit, Token(received: kept))
    guard let found, found.invitation.closed(at: visit.now) == nil else {
        let isMember = visit.visitor.actor.membership != nil
        return .elsewhere(visit.here(isMember ? "/today" : "/invitation"))
    }
    return try visit.show(try acceptancePage(visit, found))
}

@Sendable func acceptInvitation(_ visit: Visit) throws(Failure) -> Looked {
    var typed = try FormEntry(visit)
    guard let found = try findInvitation(visit, &typed), let token = Token(received: found.token)
    else { return try visit.show(try linkPage(visit), as: typed) }
    if let why = found.invitation.closed(at: visit.now) {
        // Sent twice, it is the sender's own doing that the invitation is used.
        if let earlier = try visit.earlierAnswer() { return .answered(earlier) }
        typed.problem("token", visit.words(why))
        return try visit.show(try linkPage(visit), as: typed)
    }
    let trial = try tryPassword(visit, found, typed.typed("password"))
    return try visit.submit { (visit, db) throws(Failure) in
        guard let now = try acceptance(visit, db, token) else { throw .refused(.notFound) }
        return try acceptancePage(visit, now)
    } _: { (db, page, new, _) throws(Failure) in
        switch (page.value.proof, trial) {
        case (.newAccount, _), (.session, _): break
        case (.password, .right?): break
        case (.password, .wait(let seconds)?): throw .refused(.tooMany(retrySeconds: seconds))
        case (.password, _):
            return .again("password", visit.words("signIn.problem.wrong-password"))
        case (.signInFirst, _), (.other, _): return .again(Problems())
        }
        return .written(try join(visit, new, db))
    }
}

/// Account, membership, roles, the end of the invitation and a session: all of it or nothing.
private func join(
    _ visit: Visit,
    _ new: Acceptance,
    _ db: borrowing Transaction
) throws(Failure) -> Audited<FormAnswer> {
    let invitation = new.invitation
    try db.run(.invitationUse, invitation.id)
    let account: ID<Account>
    if let known = new.known {
        account = known.account
    } else {
        account = try makeAccount(visit, new, db)
    }
    let name = new.known?.name ?? new.name
    let membership = try db.one(
        .joinMembers,
        ID<Membership>(),
        account,
        name,
        invitation.email,
        invitation.roles.map(\.rawValue),
        invitation.rolesEndOn
    )
    let strength = new.proof == .session ? visit.visitor.account?.strength : nil
    let session = try db.accounts { (accounts) throws(Failure) in
        try visit.openSession(account, by: strength ?? "password", accounts)
    }
    let signedIn = [Entry(.accountSignedIn, of: Object(account))] + session.ended
    let places = try db.account(.places, account)
    let called = places.first { $0.space == db.space }?.name ?? name
    return Audited(
        FormAnswer(
            to: visit.after(visit.here("/today"), did: "signIn.done.joined"),
            cookies: [session.cookie, invitationCookie(visit.site, "", seconds: 0)]
        ),
        Entry(.memberJoined, of: Object(membership)),
        also: signedIn,
        account: visit.visitor.account == nil ? (account, called) : nil,
        elsewhere: (signedIn, places)
    )
}

private func makeAccount(
    _ visit: Visit,
    _ new: Acceptance,
    _ db: borrowing Transaction
) throws(Failure) -> ID<Account> {
    let (fresh, language) = (ID<Account>(), visit.words.language)
    let made = try db.account(.accountEnsure, fresh, new.invitation.email, new.name, language)
    // Somebody made the account a moment ago: its password is theirs to choose.
    guard made.first == fresh else { throw .refused(.conflict(why: "error.conflict.already")) }
    _ = try db.account(.passwordSet, fresh, try Password.hash(new.password))
    return fresh
}

/// Tries the account's password as signing in does; nil where none is asked for.
private func tryPassword(
    _ visit: Visit,
    _ found: Acceptance,
    _ password: String
) throws(Failure) -> PasswordTrial? {
    guard visit.isChanging, found.proof == .password, !password.isEmpty else { return nil }
    return try visit.account { (db) throws(Failure) in
        let trial = try visit.tryPassword(password, of: found.invitation.email, db)
        guard case .wrong(let known?) = trial else { return .unlogged(trial) }
        let spaces = try db.all(.places, known.account)
        return AccountAudited(trial, Credential.refused(known), in: spaces)
    }
}

// MARK: The token

/// The invitation of the form's token, in whatever state it is; nil with the problem said.
private func findInvitation(
    _ visit: Visit,
    _ typed: inout FormEntry
) throws(Failure) -> Acceptance? {
    let link = InvitationLink(token: typed.secret("token"))
    guard !link.token.isEmpty else {
        typed.problem("token", visit.words("form.problem.required"))
        return nil
    }
    let found = try acceptance(visit, link.received)
    if found == nil {
        try refuseInvitation(visit)
        typed.problem("token", visit.words("signIn.invitation.unknown"))
    }
    return found
}

private func acceptance(_ visit: Visit, _ token: Token?) throws(Failure) -> Acceptance? {
    guard let token else { return nil }
    return try visit.read { (db) throws(Failure) -> Acceptance? in
        try acceptance(visit, db, token)
    }
}

/// The invitation of a token, with the proof that it needs; nil when there is none.
private func acceptance(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ token: Token
) throws(Failure) -> Acceptance? {
    guard let invitation = try db.oneIfAny(.invitation, Bytes(token.hash)) else { return nil }
    let known = try db.account(.credential, invitation.email).first
    let proof: InvitationProof
    if let me = visit.visitor.account {
        proof = me.id == known?.account ? .session : .other
    } else if let known {
        proof = known.password == nil ? .signInFirst : .password
    } else {
        proof = .newAccount
    }
    return Acceptance(
        invitation: invitation,
        known: known,
        proof: proof,
        token: token.text,
        name: invitation.name
    )
}

/// A token that opens nothing is a refusal in the log, and whoever goes on trying waits.
private func refuseInvitation(_ visit: Visit) throws(Failure) {
    let key = [throttleKey("invitation \(visit.request.network.counted)")]
    let label = "\(visit.request.method.rawValue) \(visit.request.path)"
    try visit.write { (db) throws(Failure) in
        let wait = try db.account(.throttleWait, key).first ?? 0
        guard wait == 0 else { throw Failure.refused(.tooMany(retrySeconds: wait)) }
        _ = try db.account(.throttleCount, key, 10)
        return Audited(
            (),
            Entry(.accessRefused, of: Object(db.space, label), outcome: .refused)
        )
    }
}

private func invitationCookieName(_ site: Site) -> String {
    site.isSecure ? "__Host-vakka-invitation" : "vakka-invitation"
}

/// The token that the browser keeps, so that it need not stand in an address.
///
/// No other site can have the browser ask for the page that holds it.
private func invitationCookie(_ site: Site, _ token: String, seconds: Int) -> Cookie {
    Cookie(
        invitationCookieName(site),
        token,
        maxAge: seconds,
        secure: site.isSecure,
        sameSite: .strict
    )
}

// MARK: Pages

/// The page behind a mailed link: it only takes the code over, and nothing happens before somebody sends it.
private func linkPage(_ visit: Visit) throws(Failure) -> FormPage<InvitationLink> {
    let words = visit.words
    return FormPage(
        words("signIn.invitation.head", ["space": try visit.space.name(words.language)]),
        linkFields,
        InvitationLink(),
        isNew: true,
        action: visit.here("/invitation"),
        save: words("signIn.invitation.open"),
        shape: .letter
    ) { h, form in
        linkContent(&h, form, words)
    }
}

private func acceptancePage(
    _ visit: Visit,
    _ acceptance: Acceptance
) throws(Failure) -> FormPage<Acceptance> {
    let words = visit.words
    let invitation = acceptance.invitation
    let space = try visit.space.name(words.language)
    let (email, out) = (visit.visitor.account?.email ?? "", visit.once)
    return FormPage(
        words("signIn.invitation.head", ["space": space]),
        acceptanceFields(acceptance),
        acceptance,
        isNew: true,
        action: visit.here("/invitation/acceptance"),
        save: words("signIn.invitation.join"),
        shape: .letter,
        look: Entry(.memberInvitationOpened, of: Object(invitation.id, invitation.name))
    ) { h, form in
        acceptanceContent(&h, form, acceptance, in: space, signedInAs: email, signOut: out, words)
    }
}

// MARK: Statements

extension Statement where Result == OpenedInvitation {
    fileprivate static let invitation = Statement(
        """
        select id, email, name, roles, role_ends_on, expires_at, used_at, revoked_at,
               (inviter_person, inviter, inviter_name) as inviter
          from invitation_of_link($2) where $1::uuid = current_tenant()
        """,
        OpenedInvitation.init,
        "id",
        "email",
        "name",
        "roles",
        "role_ends_on",
        "expires_at",
        "used_at",
        "revoked_at",
        "inviter"
    )
}

extension Statement where Result == ID<Membership> {
    fileprivate static let joinMembers = Statement(
        "select member_join($2, $3, $4, $5, $6, $7) as id where $1::uuid = current_tenant()",
        "id"
    )
}

extension Statement where Result == Void {
    /// Refuses whoever comes second.
    fileprivate static let invitationUse = Statement(
        "select invitation_use($2) where $1::uuid = current_tenant()"
    )
}
