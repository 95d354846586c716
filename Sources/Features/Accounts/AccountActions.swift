import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Wording

/// What the page of one's own account shows.
struct OwnAccount {
    let me: SignedIn
    let sessions: [RunningSession]
    let hasPassword: Bool
    /// Without a password to ask for, a session that a mailed code has just opened is the proof.
    let isFreshByCode: Bool

    var mayChoosePassword: Bool { hasPassword || isFreshByCode }
}

@Sendable func showAccount(_ visit: Visit) throws(Failure) -> Reply {
    let me = try signedInAccount(visit)
    let form: Form = ["name": me.name, "language": me.language.rawValue]
    return accountPage(visit, try ownAccount(visit), FormEntry(form, visit.words))
}

@Sendable func saveAccount(_ visit: Visit) throws(Failure) -> Reply {
    let me = try signedInAccount(visit)
    var entry = try FormEntry(visit)
    let name = entry.name("name")
    let language = entry.choice("language", Language.self)
    guard entry.isSound, let language else {
        return accountPage(visit, try ownAccount(visit), entry, status: 422)
    }
    let changes = [
        Change.of("name", me.name, name),
        Change.of("language", me.language.rawValue, language.rawValue),
    ].compactMap(\.self)
    if !changes.isEmpty {
        try visit.account { (db) throws(Failure) in
            try db.run(.nameSet, me.id, name)
            try db.run(.languageSet, me.id, language)
            let spaces = try db.all(.places, me.id)
            return AccountAudited(
                (),
                Entry(.accountChanged, of: Object(me.id), changes: changes),
                in: spaces
            )
        }
    }
    // The browser's own choice outranks the account's, so it changes along.
    let path = visit.after("/account?language=\(language.rawValue)", did: "account.done.saved")
    return .redirect(to: path)
}

@Sendable func changePassword(_ visit: Visit) throws(Failure) -> Reply {
    let me = try signedInAccount(visit)
    var entry = try FormEntry(visit)
    let current = entry.typed("current_password")
    let account = try ownAccount(visit)
    guard account.mayChoosePassword else {
        throw .refused(.forbidden(why: "account.password.none"))
    }
    if account.hasPassword, current.isEmpty {
        entry.problem("current_password", visit.words("form.problem.required"))
    }
    let password = chosenPassword(&entry, email: me.email, visit.words)
    guard entry.isSound, let password else {
        return accountPage(visit, account, filled(entry, me, visit.words), status: 422)
    }

    let attempts = Attempts.signIn(me.email, from: visit.request.peer, at: visit.now)
    var seconds = 0
    let token: Token? = try visit.account { (db) throws(Failure) in
        let wait = try signInWait(attempts, of: try db.all(.credential, me.email).first, visit, db)
        guard wait == 0 else {
            seconds = wait
            entry.problem("current_password", visit.words.count("error.429.wait", wait))
            return .unlogged(nil)
        }
        let spaces = try db.all(.places, me.id)
        if account.hasPassword {
            let known = try db.one(.credential, me.email)
            guard Password.isRight(bounded(current), hash: known.password) else {
                try countWrong(attempts, db)
                entry.problem("current_password", visit.words("account.problem.current"))
                return AccountAudited(nil, refusedSignIn(known), in: spaces)
            }
        }
        try db.run(.passwordSet, me.id, try Password.hash(password))
        _ = try db.one(.sessionEnd, me.id, ID<Session>?.none, ID<Session>?.none)
        let (token, _) = try startSession(
            me.id,
            account.hasPassword ? "password" : "code",
            visit,
            db
        )
        return AccountAudited(token, Entry(.accountPasswordChanged, of: Object(me.id)), in: spaces)
    }
    guard let token else {
        let page = accountPage(
            visit,
            account,
            filled(entry, me, visit.words),
            status: seconds > 0 ? 429 : 422
        )
        return seconds > 0 ? waiting(page, seconds) : page
    }
    return signedIn(
        visit,
        token,
        to: LocalPath(visit.after("/account", did: "account.done.password"))
    )
}

@Sendable func endSession(_ visit: Visit) throws(Failure) -> Reply {
    let me = try signedInAccount(visit)
    let session: ID<Session> = try visit.id()
    try visit.account { (db) throws(Failure) in
        // Another account's session is as absent as one that never was.
        guard try db.one(.sessionEnd, me.id, session, ID<Session>?.none) == 1 else {
            throw Failure.refused(.notFound)
        }
        let spaces = try db.all(.places, me.id)
        return AccountAudited((), Entry(.accountSessionEnded, of: Object(session)), in: spaces)
    }
    guard session == me.session else {
        return .redirect(to: visit.after("/account", did: "account.done.ended"))
    }
    var response = Response.redirect(to: visit.after("/", did: "signIn.done.out"))
    response.setCookie(visit.site.endedSessionCookie)
    return .response(response)
}

@Sendable func endOtherSessions(_ visit: Visit) throws(Failure) -> Reply {
    let me = try signedInAccount(visit)
    try visit.account { (db) throws(Failure) in
        let ended = try db.one(.sessionEnd, me.id, ID<Session>?.none, me.session)
        let spaces = ended == 0 ? [] : try db.all(.places, me.id)
        return AccountAudited(
            (),
            Entry(.accountSessionEnded, of: Object(me.id), count: ended),
            in: spaces
        )
    }
    return .redirect(to: visit.after("/account", did: "account.done.others"))
}

@Sendable func showSpaces(_ visit: Visit) throws(Failure) -> Reply {
    spacesPage(visit)
}

private func signedInAccount(_ visit: Visit) throws(Failure) -> SignedIn {
    guard let account = visit.visitor.account else { throw .refused(.signInNeeded) }
    return account
}

private func ownAccount(_ visit: Visit) throws(Failure) -> OwnAccount {
    let me = try signedInAccount(visit)
    return try visit.readAccount { (db) throws(Failure) in
        let sessions = try db.all(.sessions, me.id)
        let known = try db.one(.credential, me.email)
        let start = sessions.first { $0.id == me.session }?.createdAt
        let limit = visit.now.adding(seconds: -Int64(Limits.mailedCodeSeconds))
        return OwnAccount(
            me: me,
            sessions: sessions,
            hasPassword: known.password != nil,
            isFreshByCode: me.strength == "code" && (start.map { $0 > limit } ?? false)
        )
    }
}

/// A form of passwords with the values of the page's other form, which was not sent.
private func filled(_ entry: FormEntry, _ me: SignedIn, _ words: Words) -> FormEntry {
    var filled = FormEntry(["name": me.name, "language": me.language.rawValue], words)
    for problem in entry.problems.list { filled.problem(problem.field, problem.sentence) }
    return filled
}
