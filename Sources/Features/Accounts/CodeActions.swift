import Interface
import Audit
import Base
import Crypto
import HTTP
import Routing
import Store
import Wording

/// What a mailed code is for, each with a cookie of its own that ties the code to the browser that asked.
enum CodePurpose: String {
    case signIn = "sign-in"
    case password
}

/// The cookie that a browser gets with a code: a secret, and the address that the code was sent to.
struct CodeCookie {
    let token: Token
    let email: String

    init(token: Token, email: String) {
        self.token = token
        self.email = email
    }

    init?(_ visit: Visit, _ purpose: CodePurpose) {
        let value = visit.request.cookie(CodeCookie.name(visit.site, purpose)) ?? ""
        let parts = value.split(separator: ".")
        guard parts.count == 2, let token = Token(received: String(parts[0])),
            let address = bytes(hex: parts[1]),
            let email = String(validating: address, as: UTF8.self)
        else { return nil }
        self.init(token: token, email: email)
    }

    func cookie(_ site: Site, _ purpose: CodePurpose) -> Cookie {
        Cookie(
            CodeCookie.name(site, purpose),
            "\(token.text).\(hex(Array(email.utf8)))",
            maxAge: Limits.mailedCodeSeconds,
            secure: site.isSecure
        )
    }

    static func ended(_ site: Site, _ purpose: CodePurpose) -> Cookie {
        Cookie(name(site, purpose), "", maxAge: 0, secure: site.isSecure)
    }

    /// Who reads the table learns no code from it: the browser's secret is hashed along.
    func hash(_ code: String) -> [UInt8] { sha256("\(token.text) \(code)") }

    private static func name(_ site: Site, _ purpose: CodePurpose) -> String {
        "\(site.isSecure ? "__Host-" : "")vakka-\(purpose.rawValue)-code"
    }
}

@Sendable func sendSignInCode(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    let next = LocalPath(entry.typed("next"))
    let email = entry.email("email")
    guard entry.isSound else { return signInPage(visit, entry, next: next, status: 422) }
    return try mailSignInCode(visit, entry, email, next)
}

/// Mails a code for signing in, and leads on to the page that asks for it.
func mailSignInCode(
    _ visit: Visit,
    _ entry: FormEntry,
    _ email: String,
    _ next: LocalPath?
) throws(Failure) -> Reply {
    var entry = entry
    switch try sendCode(.signIn, to: email, visit) {
    case .sent(let cookie):
        var response = Response.redirect(to: codePath(next))
        response.setCookie(cookie.cookie(visit.site, .signIn))
        return .response(response)
    case .wait(let seconds):
        entry.problem("email", visit.words.count("error.429.wait", seconds))
        return waiting(signInPage(visit, entry, next: next, status: 429), seconds)
    }
}

@Sendable func showCode(_ visit: Visit) throws(Failure) -> Reply {
    guard let cookie = CodeCookie(visit, .signIn) else { return .redirect(to: "/sign-in") }
    let next = LocalPath(visit.request.query["next"])
    var entry = FormEntry(Form(), visit.words)
    if let mistake = CodeMistake(rawValue: visit.request.query["tried"]) {
        entry.problem("code", visit.words(mistake.sentence))
    }
    return codePage(visit, entry, sentTo: cookie.email, next: next)
}

@Sendable func signInWithCode(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    let next = LocalPath(entry.typed("next"))
    guard let cookie = CodeCookie(visit, .signIn) else {
        entry.problem("email", visit.words("signIn.problem.spent"))
        return signInPage(visit, entry, next: next, status: 422)
    }
    // A page of its own says what is wrong: it can be loaded again, and led back to, without sending the code again.
    guard let code = typedCode(&entry, visit.words) else {
        return .redirect(to: codePath(next, after: .unreadable))
    }
    var mistake = CodeMistake.wrong
    let token: Token? = try visit.account { (db) throws(Failure) in
        let (trial, known) = try tryCode(code, .signIn, cookie, db)
        let spaces = try db.all(.places, known?.account ?? ID<Account>())
        guard trial == .right, let known else {
            if trial == .spent { mistake = .spent }
            return AccountAudited(nil, refusedSignIn(known), in: spaces)
        }
        let (token, ended) = try startSession(known.account, "code", visit, db)
        return AccountAudited(
            token,
            Entry(.accountSignedIn, of: Object(known.account)),
            in: spaces,
            also: ended,
            account: (known.account, known.name)
        )
    }
    guard let token else { return .redirect(to: codePath(next, after: mistake)) }
    return without(.signIn, visit, signedIn(visit, token, to: next))
}

/// What was wrong with a code, as the address of the page that asks again tells it.
private enum CodeMistake: String {
    case unreadable
    case wrong
    case spent

    var sentence: StaticString {
        switch self {
        case .unreadable: "signIn.problem.code-form"
        case .wrong: "signIn.problem.code"
        case .spent: "signIn.problem.spent"
        }
    }
}

private func codePath(_ next: LocalPath?, after mistake: CodeMistake? = nil) -> String {
    let query = [
        next.map { "next=\(percentEncoded($0.text))" }, mistake.map { "tried=\($0.rawValue)" },
    ].compactMap(\.self)
    return query.isEmpty ? "/sign-in/code" : "/sign-in/code?\(query.joined(separator: "&"))"
}

// MARK: Shared by signing in and by choosing a new password

enum CodeSending {
    case sent(CodeCookie)
    case wait(Int)
}

/// Makes a code for this browser, and mails it when the address has an account: the answer is the same either way.
func sendCode(
    _ purpose: CodePurpose,
    to email: String,
    _ visit: Visit
) throws(Failure) -> CodeSending {
    let cookie = CodeCookie(token: try Token(), email: email)
    let code = try mailedCode()
    let words = visit.words
    // People read a code off a screen in two halves.
    let shown = "\(code.prefix(4)) \(code.suffix(4))"
    let mail = Mail(
        to: email,
        subject: words.dynamic("signIn.mail.\(purpose.rawValue).subject"),
        body: [
            words.dynamic("signIn.mail.\(purpose.rawValue).code", ["code": shown]),
            words("signIn.mail.minutes", ["minutes": String(Limits.mailedCodeSeconds / 60)]),
            words.dynamic("signIn.mail.\(purpose.rawValue).not-you"),
            words("house.name") + "\n" + visit.site.origin,
        ].joined(separator: "\n\n"),
        language: words.language
    )
    return try visit.account { (db) throws(Failure) in
        let attempts = Attempts.code(email, from: visit.request.peer, at: visit.now)
        let wait = try waitSeconds(attempts, visit, db)
        guard wait == 0 else { return .unlogged(.wait(wait)) }
        try count(attempts, db)
        try db.run(
            .codeMake,
            email,
            purpose.rawValue,
            Bytes(cookie.hash(code)),
            Bytes(cookie.token.hash),
            Limits.mailedCodeSeconds
        )
        try db.run(
            .mailToAccount,
            ID<Mail>(),
            mail.recipient,
            mail.subject,
            mail.body,
            mail.language
        )
        return .unlogged(.sent(cookie))
    }
}

func tryCode(
    _ code: String,
    _ purpose: CodePurpose,
    _ cookie: CodeCookie,
    _ db: borrowing AccountTransaction
) throws(Failure) -> (CodeTrial, Credential?) {
    let trial = try db.one(
        .codeTry,
        cookie.email,
        purpose.rawValue,
        Bytes(cookie.hash(code)),
        Bytes(cookie.token.hash),
        Limits.mailedCodeTriesMax
    )
    return (trial, try db.all(.credential, cookie.email).first)
}

/// The eight figures, however they were spaced.
///
/// Nil, with the problem said, when they cannot be a code: no try is spent.
func typedCode(_ entry: inout FormEntry, _ words: Words) -> String? {
    let code = entry.secret("code").filter { $0 != "-" }
    guard code.utf8.count == 8, code.utf8.allSatisfy({ (48...57).contains($0) }) else {
        entry.problem("code", words("signIn.problem.code-form"))
        return nil
    }
    return code
}

func sayWrong(_ trial: CodeTrial, _ entry: inout FormEntry, _ words: Words) {
    entry.problem("code", words(trial == .spent ? "signIn.problem.spent" : "signIn.problem.code"))
}

/// The reply without the code's cookie, which has done its work.
func without(_ purpose: CodePurpose, _ visit: Visit, _ reply: Reply) -> Reply {
    reply.with { $0.setCookie(CodeCookie.ended(visit.site, purpose)) }
}
