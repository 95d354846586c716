import Audit
import Base
import Crypto
import Interface
import Routing
import Store
import Wording

@Sendable func showAccount(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(account: detailsPage)
}

@Sendable func saveAccount(_ visit: Visit) throws(Failure) -> Looked {
    let me = try signedInAccount(visit)
    return try visit.submit(account: detailsPage) { (db, _, new, changes) throws(Failure) in
        try db.run(.nameSet, me.id, new.name)
        try db.run(.languageSet, me.id, new.language)
        // The browser's own choice outranks the account's, so it changes along.
        let path = "/account?language=\(new.language.rawValue)"
        return AccountAudited(
            .answered(FormAnswer(to: visit.after(path, did: "account.done.saved"))),
            Entry(.accountChanged, of: Object(me.id), changes: changes),
            in: try db.all(.places, me.id)
        )
    }
}

@Sendable func changePassword(_ visit: Visit) throws(Failure) -> Looked {
    let me = try signedInAccount(visit)
    return try visit.submit(account: passwordPage) { (db, page, new, _) throws(Failure) in
        let spaces = try db.all(.places, me.id)
        let known = try db.one(.credential, me.email)
        if known.password != nil {
            switch try visit.tryPassword(new.current, of: me.email, db) {
            case .right: break
            case .wrong:
                return AccountAudited(
                    .again("current_password", visit.words("account.problem.current")),
                    Credential.refused(known),
                    in: spaces
                )
            case .wait(let seconds):
                throw Failure.refused(.tooMany(retrySeconds: seconds))
            }
        }
        try db.run(.passwordSet, me.id, try Password.hash(new.new))
        _ = try db.one(.sessionEnd, me.id, ID<Session>?.none, ID<Session>?.none)
        let strength = known.password == nil ? "code" : "password"
        let session = try visit.openSession(me.id, by: strength, db)
        let path = visit.after("/account", did: "account.done.password")
        return AccountAudited(
            .answered(FormAnswer(to: path, cookies: [session.cookie], opens: session.id)),
            Entry(.accountPasswordChanged, of: Object(me.id)),
            in: spaces
        )
    }
}

@Sendable func endSession(_ visit: Visit) throws(Failure) -> Reply {
    let me = try signedInAccount(visit)
    let session: ID<Session> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        // Another account's session is as absent as one that never was.
        guard try db.one(.sessionEnd, me.id, session, ID<Session>?.none) == 1 else {
            throw Failure.refused(.notFound)
        }
        let answer =
            session == me.session
            ? FormAnswer(
                to: visit.after("/", did: "signIn.done.out"),
                cookies: [visit.site.endedSessionCookie]
            ) : FormAnswer(to: visit.after("/account", did: "account.done.ended"))
        let spaces = try db.all(.places, me.id)
        return AccountAudited(answer, Entry(.accountSessionEnded, of: Object(session)), in: spaces)
    }
}

@Sendable func endOtherSessions(_ visit: Visit) throws(Failure) -> Reply {
    let me = try signedInAccount(visit)
    return try visit.act { (db) throws(Failure) in
        let ended = try db.one(.sessionEnd, me.id, ID<Session>?.none, me.session)
        let spaces = ended == 0 ? [] : try db.all(.places, me.id)
        return AccountAudited(
            FormAnswer(to: visit.after("/account", did: "account.done.others")),
            Entry(.accountSessionEnded, of: Object(me.id), count: ended),
            in: spaces
        )
    }
}

@Sendable func showSpaces(_ visit: Visit) throws(Failure) -> Reply {
    spacesPage(visit)
}

private func signedInAccount(_ visit: Visit) throws(Failure) -> SignedIn {
    guard let account = visit.visitor.account else { throw .refused(.signInNeeded) }
    return account
}

private func ownAccount(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> OwnAccount {
    let me = try signedInAccount(visit)
    if visit.isChanging { try db.run(.holdAccount, me.id.text) }
    let sessions = try db.all(.sessions, me.id)
    let known = try db.one(.credential, me.email)
    let start = sessions.first { $0.id == me.session }?.createdAt
    let limit = visit.now.adding(seconds: -Int64(Limits.mailedCodeSeconds))
    return OwnAccount(
        me: me,
        details: OwnDetails(name: known.name, language: known.language),
        sessions: sessions,
        hasPassword: known.password != nil,
        isFreshByCode: me.strength == "code" && (start.map { $0 > limit } ?? false)
    )
}

/// The page as the form of name and language.
private func detailsPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<OwnDetails> {
    let account = try ownAccount(visit, db)
    var page = detailsForm(visit, account)
    let password = try visit.view(passwordForm(visit, account))
    page.content = { h, form in accountContent(&h, account, form, password, visit) }
    return page
}

/// The same page as the form of the password.
private func passwordPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<PasswordChange> {
    let account = try ownAccount(visit, db)
    var page = passwordForm(visit, account)
    if !account.mayChoosePassword, visit.isChanging {
        page.refusal = .forbidden(why: "account.password.none")
    }
    let details = try visit.view(detailsForm(visit, account))
    page.content = { h, form in accountContent(&h, account, details, form, visit) }
    return page
}

private func detailsForm(_ visit: Visit, _ account: OwnAccount) -> FormPage<OwnDetails> {
    FormPage(
        visit.words("interface.account"),
        lead: account.me.email,
        ownFields,
        account.details,
        action: "/account",
        save: visit.words("house.save"),
        back: "/account"
    )
}

private func passwordForm(_ visit: Visit, _ account: OwnAccount) -> FormPage<PasswordChange> {
    FormPage(
        visit.words("interface.account"),
        lead: account.me.email,
        passwordFields(account),
        PasswordChange(),
        isNew: true,
        action: "/account/password",
        save: account.hasPassword
            ? visit.words("account.password.change") : visit.words("account.password.by-mail")
    )
}

extension AccountStatement where Result == RunningSession {
    fileprivate static let sessions = AccountStatement(
        "select id, strength, agent, address, created_at, seen_at from accounts.sessions($1)",
        RunningSession.init,
        "id",
        "strength",
        "agent",
        "address",
        "created_at",
        "seen_at"
    )
}

extension AccountStatement where Result == Void {
    /// Makes others who would change the account wait until this is done.
    fileprivate static let holdAccount = AccountStatement(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))"
    )

    fileprivate static let nameSet = AccountStatement("select accounts.name_set($1, $2)")

    fileprivate static let languageSet = AccountStatement("select accounts.language_set($1, $2)")
}
