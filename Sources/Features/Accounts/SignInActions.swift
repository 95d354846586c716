import Interface
import Access
import Audit
import Base
import Crypto
import HTTP
import Routing
import Store
import Wording

@Sendable func showSignIn(_ visit: Visit) throws(Failure) -> Reply {
    let next = LocalPath(visit.request.query["next"])
    guard visit.visitor.account == nil else {
        return .redirect(to: next?.text ?? landing(visit.visitor))
    }
    return signInPage(visit, FormEntry(Form(), visit.words), next: next)
}

/// What a try of a password came to.
private enum PasswordTrial {
    case right(Token)
    case wrong
    case wait(Int)
}

@Sendable func signIn(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    let next = LocalPath(entry.typed("next"))
    let email = entry.email("email")
    let password = entry.typed("password")
    // Whoever leaves the password empty asks for a code, as the page says.
    if password.isEmpty, entry.isSound { return try mailSignInCode(visit, entry, email, next) }
    guard entry.isSound else { return signInPage(visit, entry, next: next, status: 422) }

    let trial = try visit.account { (db) throws(Failure) in
        try tryPassword(password, of: email, visit, db)
    }
    switch trial {
    case .right(let token):
        return signedIn(visit, token, to: next)
    case .wrong:
        entry.problem("password", visit.words("signIn.problem.wrong"))
        return signInPage(visit, entry, next: next, status: 422)
    case .wait(let seconds):
        entry.problem("email", visit.words.count("error.429.wait", seconds))
        return waiting(signInPage(visit, entry, next: next, status: 429), seconds)
    }
}

private func tryPassword(
    _ password: String,
    of email: String,
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> AccountAudited<PasswordTrial> {
    let attempts = Attempts.signIn(email, from: visit.request.peer, at: visit.now)
    let known = try db.all(.credential, email).first
    let wait = try signInWait(attempts, of: known, visit, db)
    guard wait == 0 else { return .unlogged(.wait(wait)) }
    // Known or not, an address costs the same work.
    let isRight = Password.isRight(bounded(password), hash: known?.password)
    let spaces = try db.all(.places, known?.account ?? ID<Account>())
    guard isRight, let known else {
        try countWrong(attempts, db)
        return AccountAudited(.wrong, refusedSignIn(known), in: spaces)
    }
    if let hash = known.password, Password.needsRehash(hash) {
        try db.run(.passwordSet, known.account, try Password.hash(password))
    }
    try db.run(.throttleClear, attempts.account)
    try db.run(.throttleCount, [attempts.burst], Attempts.freeInBurst)
    let (token, ended) = try startSession(known.account, "password", visit, db)
    return AccountAudited(
        .right(token),
        Entry(.accountSignedIn, of: Object(known.account)),
        in: spaces,
        also: ended,
        account: (known.account, known.name)
    )
}

@Sendable func signOut(_ visit: Visit) throws(Failure) -> Reply {
    if let account = visit.visitor.account {
        try visit.account { (db) throws(Failure) in
            _ = try db.one(.sessionEnd, account.id, account.session, ID<Session>?.none)
            let spaces = try db.all(.places, account.id)
            return AccountAudited((), Entry(.accountSignedOut, of: Object(account.id)), in: spaces)
        }
    }
    var response = Response.redirect(to: visit.after("/", did: "signIn.done.out"))
    response.setCookie(visit.site.endedSessionCookie)
    return .response(response)
}

// MARK: Shared by every way in

/// The entry of a sign-in that failed: the visitor is not known to be the account's owner, so the account is the object.
func refusedSignIn(_ known: Credential?) -> Entry {
    let object = known.map { Object($0.account, $0.name) }
    return Entry(.accountSignInRefused, of: object, outcome: .refused)
}

/// A session with a secret of its own; the one that this browser had before ends.
///
/// With it the entry of what ended because the account had too many of them.
func startSession(
    _ account: ID<Account>,
    _ strength: String,
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> (token: Token, ended: [Entry]) {
    if let earlier = visit.visitor.account {
        _ = try db.one(.sessionEnd, earlier.id, earlier.session, ID<Session>?.none)
    }
    let token = try Token()
    try db.run(
        .sessionStart,
        ID<Session>(),
        account,
        Bytes(token.hash),
        strength,
        visit.request.fields.first("user-agent") ?? "",
        visit.request.network.shown
    )
    let ended = try db.one(.sessionTrim, account, Limits.sessionsPerAccountMax)
    let entry = Entry(.accountSessionEnded, of: Object(account), count: ended)
    return (token, ended > 0 ? [entry] : [])
}

/// Opens a session for an owner who has been proven, with the event in the log of each of their spaces.
func openSession(
    _ known: Credential,
    _ strength: String,
    _ visit: Visit
) throws(Failure) -> Token {
    try visit.account { (db) throws(Failure) in
        let (token, ended) = try startSession(known.account, strength, visit, db)
        let spaces = try db.all(.places, known.account)
        return AccountAudited(
            token,
            Entry(.accountSignedIn, of: Object(known.account)),
            in: spaces,
            also: ended,
            account: (known.account, known.name)
        )
    }
}

/// On to where the visitor was going, with the session's cookie.
func signedIn(_ visit: Visit, _ token: Token, to next: LocalPath?) -> Reply {
    var response = Response.redirect(to: next?.text ?? "/")
    response.setCookie(visit.site.sessionCookie(token: token.text))
    return .response(response)
}

/// The page with status 429 and the time after which to come back.
func waiting(_ reply: Reply, _ seconds: Int) -> Reply {
    reply.with { $0.fields.set("retry-after", String(seconds)) }
}

/// Seconds that an attempt has to wait; what the whole network has to wait for is told at the door as well.
func waitSeconds(
    _ attempts: Attempts,
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> Int {
    let (account, network) = (attempts.account, attempts.network)
    let wait = try db.one(.attemptsWait, account, network, attempts.overall, attempts.strained)
    if wait.seconds > 0 {
        let shared = try db.one(.throttleWait, [network])
        visit.holdNetwork(seconds: max(shared, min(wait.overall, 60)))
    }
    return wait.seconds
}

/// Seconds that a try of a password has to wait.
///
/// Where the account's owner has signed in from before, strangers elsewhere make nobody wait.
func signInWait(
    _ attempts: Attempts,
    of known: Credential?,
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> Int {
    let wait = max(
        try waitSeconds(attempts, visit, db),
        min(try db.one(.throttleWait, [attempts.burst]), 60)
    )
    let anywhere = try db.one(.throttleWait, [attempts.anywhere])
    guard anywhere > 0 else { return wait }
    let network = visit.request.network.shown
    if let known, try db.one(.knowsNetwork, known.account, network) { return wait }
    return max(wait, min(anywhere, attempts.anywhereSeconds))
}

/// Counts a wrong password.
func countWrong(_ attempts: Attempts, _ db: borrowing AccountTransaction) throws(Failure) {
    try count(attempts, db)
    try db.run(.throttleCount, [attempts.anywhere], Attempts.freeAnywhere)
}

func count(_ attempts: Attempts, _ db: borrowing AccountTransaction) throws(Failure) {
    try db.run(
        .attemptsCount,
        attempts.account,
        attempts.freeOfAccount,
        attempts.network,
        attempts.freeOfNetwork,
        attempts.overall,
        attempts.freeOverall,
        attempts.strained
    )
}

/// A password that nobody can have is hashed as an empty one, which nobody can have either.
func bounded(_ password: String) -> String {
    password.utf8.count <= 1024 ? password : ""
}

/// Where somebody who is signed in belongs.
func landing(_ visitor: Visitor) -> String {
    if visitor.places.count == 1, let place = visitor.places.first, !visitor.actor.isOperator {
        return "/\(place.space.slug)/today"
    }
    return visitor.places.isEmpty && visitor.actor.isOperator ? "/operator" : "/spaces"
}

extension AccountAudited {
    /// What no space's log has to hear of: a reading, or a step before anybody is known.
    static func unlogged(_ value: Value) -> AccountAudited {
        AccountAudited(value, Entry(.accountSignInRefused), in: [])
    }
}
