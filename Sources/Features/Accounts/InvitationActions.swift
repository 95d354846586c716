import Interface
import Access
import Audit
import Base
import Crypto
import HTTP
import Routing
import Store
import Wording

/// How the invited one proves who they are.
enum InvitationProof: Sendable {
    /// The link is proof enough: the address has no account yet.
    case newAccount
    /// Somebody has an account with this address, and its password says that it is them.
    case password
    /// The account has no password: they sign in by a mailed code first.
    case signInFirst
    /// Signed in as the invited one.
    case session
    /// Signed in as somebody else.
    case other
}

/// An invitation that its link has opened.
private struct OpenInvitation {
    let token: Token
    let invitation: Invitation
    let known: Credential?
    let proof: InvitationProof
}

@Sendable func showInvitationLink(_ visit: Visit) throws(Failure) -> Reply {
    invitationLinkPage(visit, FormEntry(Form(), visit.words), try visit.space)
}

/// Takes the link's token over: what it opens is shown by a page that can be loaded again, and led back to.
@Sendable func openInvitationLink(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    guard let open = try openInvitation(visit, &entry) else {
        return invitationLinkPage(visit, entry, try visit.space, status: 422)
    }
    var response = Response.redirect(to: visit.here("/invitation/acceptance"))
    response.setCookie(invitationCookie(visit.site, open.token.text, seconds: 3600))
    return .response(response)
}

@Sendable func showInvitation(_ visit: Visit) throws(Failure) -> Looked {
    let kept = visit.request.cookie(invitationCookieName(visit.site)) ?? ""
    guard let token = Token(received: kept), let open = try openInvitation(visit, token),
        open.invitation.state(at: visit.now) == .open
    else {
        let isMember = visit.visitor.actor.membership != nil
        return .elsewhere(visit.here(isMember ? "/today" : "/invitation"))
    }
    let form: Form = ["name": open.invitation.name]
    let invitation = Object(open.invitation.id, open.invitation.name)
    return Looked(
        try page(visit, open, FormEntry(form, visit.words)),
        Entry(.memberInvitationOpened, of: invitation)
    )
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

@Sendable func acceptInvitation(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    guard let open = try openInvitation(visit, &entry) else {
        return invitationLinkPage(visit, entry, try visit.space, status: 422)
    }
    var name = open.known?.name ?? ""
    var hash: String?
    switch open.proof {
    case .newAccount:
        name = entry.name("name")
        let password = chosenPassword(&entry, email: open.invitation.email, visit.words)
        if entry.isSound, let password { hash = try Password.hash(password) }
    case .password:
        let wait = try checkPassword(visit, open, &entry)
        if wait > 0 { return waiting(try page(visit, open, entry, status: 429), wait) }
    case .session: break
    case .signInFirst, .other: return try page(visit, open, entry, status: 422)
    }
    guard entry.isSound else { return try page(visit, open, entry, status: 422) }

    let known = try join(visit, open, name: name, hash: hash)
    let strength = open.proof == .session ? visit.visitor.account?.strength : nil
    let token = try openSession(known, strength ?? "password", visit)
    let next = LocalPath(visit.after(visit.here("/today"), did: "signIn.done.joined"))
    return signedIn(visit, token, to: next)
        .with { $0.setCookie(invitationCookie(visit.site, "", seconds: 0)) }
}

/// Account, membership, roles and the end of the invitation: all of it or nothing.
private func join(
    _ visit: Visit,
    _ open: OpenInvitation,
    name: String,
    hash: String?
) throws(Failure) -> Credential {
    let invitation = open.invitation
    return try visit.write { (db) throws(Failure) in
        guard try db.run(.invitationUse, invitation.id) == 1 else {
            throw Failure.refused(.conflict(why: "signIn.invitation.used"))
        }
        let account: ID<Account>
        if let known = open.known {
            account = known.account
        } else {
            let fresh = ID<Account>()
            account =
                try db.account(
                    .accountEnsure,
                    fresh,
                    invitation.email,
                    name,
                    visit.words.language
                ).first ?? fresh
            // Somebody made the account a moment ago: its password is theirs to choose.
            guard account == fresh else {
                throw Failure.refused(.conflict(why: "error.conflict.already"))
            }
            if let hash { _ = try db.account(.passwordSet, account, hash) }
        }
        let membership: ID<Membership>
        if let earlier = try db.oneIfAny(.membershipOfAccount, account) {
            membership = earlier.id
            if earlier.hasEnded {
                // Who comes back holds what the invitation says, not what they once held.
                try db.run(.rolesForget, membership)
                try db.run(.membershipResume, membership)
            }
        } else {
            membership = ID<Membership>()
            try db.run(.membershipAdd, membership, account, name, invitation.email)
        }
        for role in invitation.roles {
            try db.run(.roleGive, membership, role, invitation.rolesEndOn)
        }
        try db.run(.membershipPerson, membership, invitation.email)
        return Audited(
            Credential(
                account: account,
                name: name,
                language: visit.words.language,
                password: nil
            ),
            Entry(.memberJoined, of: Object(membership)),
            account: visit.visitor.account == nil ? (account, name) : nil
        )
    }
}

/// The invitation of the form's token with the proof it needs; nil with the problem said.
private func openInvitation(
    _ visit: Visit,
    _ entry: inout FormEntry
) throws(Failure) -> OpenInvitation? {
    let words = visit.words
    let typed = entry.secret("token")
    guard !typed.isEmpty else {
        entry.problem("token", words("form.problem.required"))
        return nil
    }
    // Those without scripts may paste the whole link.
    let last = typed.split(separator: "#").last.map(String.init) ?? typed
    guard let token = Token(received: last) else {
        try refuseInvitation(visit)
        entry.problem("token", words("signIn.invitation.unknown"))
        return nil
    }
    guard let open = try openInvitation(visit, token) else {
        try refuseInvitation(visit)
        entry.problem("token", words("signIn.invitation.unknown"))
        return nil
    }
    switch open.invitation.state(at: visit.now) {
    case .open: break
    case .used: entry.problem("token", words("signIn.invitation.used"))
    case .expired: entry.problem("token", words("signIn.invitation.expired"))
    case .revoked: entry.problem("token", words("signIn.invitation.unknown"))
    }
    return entry.isSound ? open : nil
}

/// The invitation of a token, in whatever state it is, with the proof it needs; nil when there is none.
private func openInvitation(_ visit: Visit, _ token: Token) throws(Failure) -> OpenInvitation? {
    let found: (Invitation, Credential?)? = try visit.read { (db) throws(Failure) in
        guard let invitation = try db.oneIfAny(.invitation, Bytes(token.hash)) else { return nil }
        return (invitation, try db.account(.credential, invitation.email).first)
    }
    guard let (invitation, known) = found else { return nil }
    let proof: InvitationProof
    if let me = visit.visitor.account {
        proof = me.id == known?.account ? .session : .other
    } else if let known {
        proof = known.password == nil ? .signInFirst : .password
    } else {
        proof = .newAccount
    }
    return OpenInvitation(token: token, invitation: invitation, known: known, proof: proof)
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

/// Tries the account's password as signing in does; the seconds to wait, and the problem said when it is wrong.
private func checkPassword(
    _ visit: Visit,
    _ open: OpenInvitation,
    _ entry: inout FormEntry
) throws(Failure) -> Int {
    let password = entry.typed("password")
    guard !password.isEmpty else {
        entry.problem("password", visit.words("form.problem.required"))
        return 0
    }
    let attempts = Attempts.signIn(open.invitation.email, from: visit.request.peer, at: visit.now)
    return try visit.account { (db) throws(Failure) in
        let wait = try signInWait(attempts, of: open.known, visit, db)
        guard wait == 0 else {
            entry.problem("password", visit.words.count("error.429.wait", wait))
            return .unlogged(wait)
        }
        guard Password.isRight(bounded(password), hash: open.known?.password) else {
            try countWrong(attempts, db)
            entry.problem("password", visit.words("signIn.problem.wrong-password"))
            let spaces = try db.all(.places, open.known?.account ?? ID<Account>())
            return AccountAudited(0, refusedSignIn(open.known), in: spaces)
        }
        try db.run(.throttleClear, attempts.account)
        return .unlogged(0)
    }
}

private func page(
    _ visit: Visit,
    _ open: OpenInvitation,
    _ entry: FormEntry,
    status: Int = 200
) throws(Failure) -> Reply {
    invitationPage(
        visit,
        entry,
        try visit.space,
        open.invitation,
        open.proof,
        token: open.token.text,
        status: status
    )
}
