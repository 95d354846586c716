import Audit
import Base
import Crypto
import HTML
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// What a living token opens.
struct Opened {
    let request: ConsentRequest
    let link: AnswerLink
    /// Once it has been answered.
    let receipt: Receipt?
    /// As it came, for the forms and mails that carry it on.
    let token: Token
    /// Whether its holder may act by it alone.
    let mayAct: Bool

    var object: Object { Object(request.id, request.label) }

    /// Why the link shows the request and decides nothing; nil when it decides.
    var bar: StaticString? {
        if request.isApplicant(link.email) { return "answer.barred.own" }
        return mayAct ? nil : "answer.barred.giver"
    }
}

/// The page on which a link opens: the token is in the address's fragment, so the server does not know it yet.
@Sendable func showLinkPage(_ visit: Visit) throws(Failure) -> Reply {
    visit.nameless(visit.words("answer.link.title")) { h in
        linkPage(&h, action: visit.here("/answer"), once: visit.once, visit.words)
    }
}

/// Takes the token over, and leads to what it opens.
@Sendable func openLink(_ visit: Visit) throws(Failure) -> Reply {
    let entry = try FormEntry(visit)
    guard let token = try knownToken(visit, entry) else {
        return try visit.write { (db) throws(Failure) in try refuseToken(db, visit) }
    }
    return visit.leading(to: "/request", keeping: KeptAnswer(token, entry.form))
}

/// What the link opens: the question, the receipt, or that nothing can be done.
@Sendable func showRequest(_ visit: Visit) throws(Failure) -> Looked {
    try lookByLink(visit) { (db, opened, entry) throws(Failure) in
        let page = try standing(db, visit, opened, entry)
        let action: Action = opened.receipt == nil ? .consentOpened : .receiptRead
        return Looked(page, Entry(action, of: opened.object))
    }
}

/// Looks at what the token opens that the browser keeps; it changes nothing.
func lookByLink(
    _ visit: Visit,
    _ look: (borrowing Transaction, Opened, FormEntry) throws(Failure) -> Looked
) throws(Failure) -> Looked {
    let kept = KeptAnswer(visit)
    return try visit.read { (db) throws(Failure) in
        guard let kept, let opened = try open(db, kept.token, holds: false) else {
            return .elsewhere(visit.here("/answer"))
        }
        if let page = closed(visit, opened) {
            return Looked(page, Entry(.consentOpened, of: opened.object))
        }
        return try look(db, opened, FormEntry(kept.form, visit.words))
    }
}

/// The page of a matter that is over, or that was passed on; nil while the link still opens its request.
func closed(_ visit: Visit, _ opened: Opened) -> Reply? {
    if opened.request.state == .cancelled { return visit.over() }
    return opened.link.passedTo == nil ? nil : visit.passedOn(opened.link)
}

/// Does something with what the form's token opens.
///
/// A token that opens nothing is refused in one way, whatever is wrong with it; a matter that is
/// over, or that was passed on, says only that.
func withLink(
    _ visit: Visit,
    _ act: (borrowing Transaction, Opened, FormEntry) throws(Failure) -> Audited<Reply>
) throws(Failure) -> Reply {
    let entry = try FormEntry(visit)
    return try visit.write { (db) throws(Failure) in
        guard let token = pastedToken(entry), let opened = try open(db, token, holds: true) else {
            return try refuseToken(db, visit)
        }
        if let page = closed(visit, opened) {
            return Audited(page, Entry(.consentOpened, of: opened.object))
        }
        return try act(db, opened, entry)
    }
}

/// Who pastes the whole link has pasted the token too.
func pastedToken(_ entry: FormEntry) -> Token? {
    let parts = entry.secret("token").split(separator: "#", omittingEmptySubsequences: false)
    return Token(received: parts.last.map(String.init) ?? "")
}

/// The form's token, if there is a link with it.
func knownToken(_ visit: Visit, _ entry: FormEntry) throws(Failure) -> Token? {
    guard let token = pastedToken(entry) else { return nil }
    let isKnown = try visit.read { (db) throws(Failure) in
        try db.oneIfAny(.linkByToken, Bytes(token.hash)) != nil
    }
    return isKnown ? token : nil
}

/// What a token opens; `holds` keeps the request from changing until the transaction ends.
func open(_ db: borrowing Transaction, _ token: Token, holds: Bool) throws(Failure) -> Opened? {
    guard let target = try db.oneIfAny(.linkByToken, Bytes(token.hash)) else { return nil }
    if holds { try db.run(.holdRequest, target.request) }
    let (request, link, answer, ending, mayAct) = try db.together(
        .one(.consentRequest, target.request),
        .one(.answerLink, target.link),
        .letter(ConsentAnswerLetter.self, about: target.request),
        .letter(ConsentWithdrawnLetter.self, about: target.request),
        .one(.linkMayAct, target.link)
    )
    return Opened(
        request: request,
        link: link,
        receipt: Receipt((answer, ending)),
        token: token,
        mayAct: mayAct
    )
}

func refuseToken(_ db: borrowing Transaction, _ visit: Visit) throws(Failure) -> Audited<Reply> {
    let key = [throttleKey("consent \(visit.request.network.counted)")]
    let wait = try db.account(.throttleWait, key).first ?? 0
    guard wait == 0 else { throw .refused(.tooMany(retrySeconds: wait)) }
    _ = try db.account(.throttleCount, key, 10)
    let page = visit.nameless(visit.words("answer.dead.title"), status: 404) { h in
        closedPage(
            &h,
            visit.words("answer.dead.title"),
            visit.words("answer.dead"),
            visit.words("answer.dead.what-to-do")
        )
    }
    let label = "\(visit.request.method.rawValue) \(visit.request.path)"
    return Audited(page, Entry(.accessRefused, of: Object(db.space, label), outcome: .refused))
}

/// The page that fits the request's state: the question, the receipt, or that its time is over.
func standing(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ opened: Opened,
    _ entry: FormEntry,
    status: Int = 200
) throws(Failure) -> Reply {
    if let receipt = opened.receipt {
        return try receiptReply(db, visit, opened, receipt, entry, status: status)
    }
    guard opened.request.isOpen else {
        return visit.letter(visit.words("answer.expired.title"), of: opened.request) { h in
            closedPage(
                &h,
                visit.words("answer.expired.title"),
                visit.words("answer.expired"),
                visit.words("answer.expired.what-to-do")
            )
        }
    }
    if let bar = opened.bar {
        return visit.letter(visit.words("answer.barred.title"), of: opened.request) { h in
            barredPage(
                &h,
                opened.request,
                why: visit.words(bar),
                signIn: visit.here("/consents/\(opened.request.id)"),
                visit.words
            )
        }
    }
    let text = try db.one(.employerText, opened.request.textVersion, visit.words.language)
    let path = visit.here("/answer")
    let sheet = AnswerSheet(
        request: opened.request,
        text: text,
        showsText: false,
        typed: AnswerTyped(entry),
        problems: entry.problems,
        action: "\(path)/code",
        delegation: opened.link.chain.count < Limits.consentDelegationsMax ? "\(path)/code" : nil,
        hidden: [("token", opened.token.text)],
        once: { visit.once }
    )
    return visit.letter(
        question(opened.request, visit.words),
        of: opened.request,
        status: status,
        form: LanguageForm(id: "answer", action: path)
    ) { h in
        answerPage(&h, sheet, visit.words)
    }
}

extension AnswerTyped {
    init(_ entry: FormEntry) {
        consent = entry.typed("consent")
        support = entry.form.all("support")
        contact = entry.typed("contact")
        name = entry.typed("name")
        colleague = entry.typed("colleague")
        address = entry.typed("address")
    }
}

extension Visit {
    /// A letter page about a request.
    ///
    /// Where it has a form of its own, that is sent again to change the language, so that nothing typed is lost; where it
    /// answers a form, the language is changed on the page at `path`, which shows the same.
    ///
    /// Before the organisation has claimed its space, the letterhead names the employer as this request does: the space's
    /// name was typed by whoever asked first.
    func letter(
        _ title: String,
        of request: ConsentRequest,
        status: Int = 200,
        form: LanguageForm? = nil,
        path: String = "/answer/request",
        content: (inout HTML) -> Void
    ) -> Reply {
        var frame = frame
        frame.languageForm = form
        if self.request.method == .post { frame.path = here(path) }
        if visitor.space?.state == "unclaimed" { frame.spaceName = request.facts.employer }
        return .page(status: status, letterPage(title: title, frame: frame, content: content))
    }

    /// A letter page that does not tell whose space this is: nobody has shown a token that works.
    func nameless(_ title: String, status: Int = 200, content: (inout HTML) -> Void) -> Reply {
        var frame = frame
        frame.spaceName = words("house.name")
        if request.method == .post { frame.path = here("/answer") }
        return .page(status: status, letterPage(title: title, frame: frame, content: content))
    }

    /// The matter is no longer in progress; nothing more is said of it.
    func over() -> Reply {
        nameless(words("answer.over.title")) { h in
            closedPage(&h, words("answer.over.title"), words("answer.over"))
        }
    }

    func passedOn(_ link: AnswerLink) -> Reply {
        nameless(words("answer.passed.title")) { h in
            closedPage(
                &h,
                words("answer.passed.title"),
                words("answer.passed", ["name": link.passedTo ?? ""]),
                words("answer.passed.what-to-do")
            )
        }
    }
}
