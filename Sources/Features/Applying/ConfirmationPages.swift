import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

// A stranger's address is proven by a mailed code before anything of its owner is kept.

/// What the database knows an application's codes by.
private let codePurpose = "application"

/// Mails a code, unless too many were asked for.
func mailCode(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ course: OpenCourse,
    _ applicant: Applicant,
    _ browser: Token
) throws(Failure) -> Outcome {
    let place = visit.request.network.counted
    // An address is counted together with the network that names it: a stranger elsewhere locks nobody out of their mail.
    let address = [throttleKey("application.address \(applicant.email) \(place)")]
    let network = [throttleKey("application.network \(place)")]
    let wait = try db.account(.throttleWait, address + network).first ?? 0
    guard wait == 0 else { throw .refused(.tooMany(retrySeconds: wait)) }
    let code = try mailedCode()
    let words = visit.words(in: applicant.language)
    _ = try db.account(.throttleCount, address, 3)
    _ = try db.account(.throttleCount, network, 20)
    _ = try db.account(
        .codeMake,
        applicant.email,
        codePurpose,
        Bytes(sha256(code)),
        Bytes(browser.hash),
        Limits.mailedCodeSeconds
    )
    let provider = try visit.space.name(words.language)
    try db.mailOutside(codeMail(applicant, code, course.name, provider, words))
    return .done(Entry(.applicationCodeSent), to: codePath(visit, course))
}

/// The page that asks for the code: it can be loaded again, and led back to.
@Sendable func showCode(_ visit: Visit) throws(Failure) -> Reply {
    guard let course = try offer(visit)?.course else { return closedPage(visit) }
    if let known = try liveApplication(visit, course) {
        return .redirect(to: pagePath(visit, known))
    }
    guard let applicant = keptApplicant(visit), visit.visitor.account == nil else {
        return .redirect(to: formPath(visit, course.id))
    }
    var (status, problem) = (200, String?.none)
    if let mistake = CodeMistake(rawValue: visit.request.query["tried"]) {
        let wait = mistake == .waiting ? try codeWait(visit) : 0
        if wait > 0 {
            status = 429
            problem = visit.words.count("application.problem.wait", wait)
        } else if mistake != .waiting {
            problem = visit.words(mistake.sentence)
        }
    }
    return visit.letter(visit.words("application.code.title"), status: status) { h in
        confirmationPage(
            &h,
            sentTo: applicant.email,
            again: applicantFields().form(of: applicant).pairs.map { ($0.name, $0.value) },
            course,
            problem: problem,
            once: { visit.once },
            action: formPath(visit, course.id),
            visit.words
        )
    }
}

@Sendable func confirmAddress(_ visit: Visit) throws(Failure) -> Reply {
    guard let course = try offer(visit)?.course else { return closedPage(visit) }
    // Who has just come in by the same form sends it a second time.
    if let known = try liveApplication(visit, course) {
        return .redirect(to: visit.after(pagePath(visit, known), did: "application.done.sent"))
    }
    guard let applicant = keptApplicant(visit), visit.visitor.account == nil else {
        return .redirect(to: formPath(visit, course.id))
    }
    let code = try FormEntry(visit).secret("code").filter { ("0"..."9").contains($0) }
    guard code.utf8.count == 8 else {
        return .redirect(to: codePath(visit, course, after: .unreadable))
    }
    guard try codeWait(visit) == 0 else {
        try visit.note(.tooMany(retrySeconds: 0))
        return .redirect(to: codePath(visit, course, after: .waiting))
    }
    let (reply, entered) = try visit.act { (db) throws(Failure) in
        try enter(db, visit, course, applicant, code: code)
    }
    guard let entered = entered ?? nil else { return reply }
    try tellOtherPlaces(visit, entered)
    return reply.with { response in
        response.setCookie(visit.site.sessionCookie(token: entered.token.text))
        response.setCookie(browserCookie(visit, "", seconds: 0))
    }
}

/// The application for the course that the visitor has under way already.
private func liveApplication(_ visit: Visit, _ course: OpenCourse) throws(Failure)
    -> ID<Application>?
{
    guard let account = visit.visitor.account else { return nil }
    return try visit.read { (db) throws(Failure) in
        try db.oneIfAny(.liveApplicationOf, course.id, account.id)
    }
}

/// Who has come in by a code.
struct Entered: Sendable {
    let account: ID<Account>
    let token: Token
}

/// Tries the code and, when it is right, does everything that follows from it in the same transaction.
private func enter(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ course: OpenCourse,
    _ applicant: Applicant,
    code: String
) throws(Failure) -> (Audited<String>, Entered?) {
    let tried = try db.account(
        .codeTry,
        applicant.email,
        codePurpose,
        Bytes(sha256(code)),
        Bytes(browser(visit).hash),
        Limits.mailedCodeTriesMax
    ).first
    guard tried == .right else {
        _ = try db.account(.throttleCount, codeKeys(visit), Limits.mailedCodeTriesMax * 2)
        let path = codePath(visit, course, after: tried == .wrong ? .wrong : .spent)
        return (Audited(path, Entry(.accountSignInRefused, outcome: .refused)), nil)
    }
    let ensured = try db.account(
        .accountEnsure,
        ID<Account>(),
        applicant.email,
        applicant.name,
        applicant.language
    )
    guard let account = ensured.first else { throw .broken(Fault("an account was not made")) }
    let entered = Entered(account: account, token: try Token())
    _ = try db.account(
        .sessionStart,
        ID<Session>(),
        account,
        Bytes(entered.token.hash),
        "code",
        visit.request.fields.first("user-agent") ?? "",
        visit.request.network.shown
    )
    let ended = try db.account(.sessionTrim, account, Limits.sessionsPerAccountMax).first ?? 0
    let trimmed = Entry(.accountSessionEnded, of: Object(account), count: ended)
    let joined = try join(db, visit, account, applicant, to: course)
    // The log names the member as the space does, whatever was typed now.
    let here = try db.account(.places, account).first { $0.space == db.space }
    let name = here?.name ?? applicant.name
    let audited = Audited(
        visit.after(pagePath(visit, joined.application), did: joined.did),
        Entry(.accountSignedIn, of: Object(account)),
        also: joined.entries + (ended > 0 ? [trimmed] : []),
        account: (account, name)
    )
    return (audited, entered)
}

/// A sign-in is heard of in every space of the account; this one's log has it already.
private func tellOtherPlaces(_ visit: Visit, _ entered: Entered) throws(Failure) {
    let here = try visit.space.id
    try visit.account { (db) throws(Failure) in
        AccountAudited(
            (),
            Entry(.accountSignedIn, of: Object(entered.account)),
            in: try db.all(.places, entered.account).filter { $0.space != here },
            account: (entered.account, "")
        )
    }
}

/// What was wrong with a code, as the address of the page that asks again tells it.
private enum CodeMistake: String {
    case unreadable
    case wrong
    case spent
    /// Too many were tried from the same network.
    case waiting

    var sentence: StaticString {
        switch self {
        case .unreadable: "application.code.eight"
        case .wrong: "application.code.wrong"
        case .spent, .waiting: "application.code.spent"
        }
    }
}

private func codePath(
    _ visit: Visit,
    _ course: OpenCourse,
    after mistake: CodeMistake? = nil
) -> String {
    let query = mistake.map { "?tried=\($0.rawValue)" } ?? ""
    return formPath(visit, course.id) + "/confirmation" + query
}

/// What tries of codes are counted under.
private func codeKeys(_ visit: Visit) -> [String] {
    [throttleKey("application.try \(visit.request.network.counted)")]
}

/// Seconds until the visitor's network may try a code.
private func codeWait(_ visit: Visit) throws(Failure) -> Int {
    try visit.read { (db) throws(Failure) in
        try db.account(.throttleWait, codeKeys(visit)).first ?? 0
    }
}

// MARK: What the browser keeps meanwhile

/// The secret that ties a code to the browser that asked for it.
///
/// A browser without one gets it from its form's seal: sent twice, the form leads to the same.
func browser(_ visit: Visit) -> Token {
    let known = Token(received: String(keptParts(visit).first ?? ""))
    return known ?? Token(of: "application \(visit.seal.key)")
}

/// What was typed before the code was asked for; nil when the browser keeps nothing that holds.
///
/// Nobody else has it: before an address is proven, nothing of its owner is stored here.
func keptApplicant(_ visit: Visit) -> Applicant? {
    guard let part = keptParts(visit).dropFirst().first, let bytes = bytes(hex: part),
        let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let fields = applicantFields()
    let names = fields.form(of: Applicant()).pairs.map(\.name)
    let values = text.split(separator: separator, omittingEmptySubsequences: false)
    guard values.count == names.count else { return nil }
    let typed = Form(zip(names, values).map { Form.Pair($0, String($1)) })
    var entry = FormEntry(typed, visit.words)
    let applicant = fields.read(&entry, over: Applicant())
    return entry.isSound ? applicant : nil
}

/// The reply that leads on, with the browser's secret and what was typed.
///
/// The longest that holds takes 3.5 KiB; browsers keep 4.
func bound(_ reply: Reply, to browser: Token, _ visit: Visit) throws(Failure) -> Reply {
    guard case .redirect = reply else { return reply }
    let fields = applicantFields()
    var entry = try FormEntry(visit)
    let applicant = fields.read(&entry, over: Applicant())
    let typed = fields.form(of: applicant).pairs.map(\.value).joined(separator: String(separator))
    let value = "\(browser.text).\(hex(Array(typed.utf8)))"
    return reply.with { $0.setCookie(browserCookie(visit, value, seconds: 3600)) }
}

/// Not a character that a line can hold.
private let separator: Character = "\u{1F}"

private func keptParts(_ visit: Visit) -> [Substring] {
    (visit.request.cookie(browserCookieName(visit)) ?? "").split(separator: ".")
}

private func browserCookieName(_ visit: Visit) -> String {
    visit.site.isSecure ? "__Host-vakka-application" : "vakka-application"
}

private func browserCookie(_ visit: Visit, _ value: String, seconds: Int) -> Cookie {
    Cookie(
        browserCookieName(visit),
        value,
        maxAge: seconds,
        secure: visit.site.isSecure,
        sameSite: .strict
    )
}
