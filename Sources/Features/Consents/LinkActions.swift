import Audit
import Base
import Crypto
import HTML
import HTTP
import Interface
import Routing
import Store
import Wording

/// What a living token opens.
struct Opened {
    let request: ConsentRequest
    let link: AnswerLink
    /// Once it has been answered.
    let receipt: Receipt?
    /// As it came, for the forms and mails that carry it on.
    let token: String
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
    guard try visit.space.kind == .employer else { throw .refused(.notFound) }
    return visit.nameless(visit.words("answer.link.title")) { h in
        linkPage(&h, action: visit.here("/answer"), once: visit.once, visit.words)
    }
}

@Sendable func openLink(_ visit: Visit) throws(Failure) -> Reply {
    try withLink(visit) { (db, opened, entry) throws(Failure) in
        let page = try standing(db, visit, opened, entry)
        return Audited(page, Entry(.consentOpened, of: opened.object))
    }
}

/// Does something with what the form's token opens.
///
/// A token that opens nothing is refused in one way, whatever is wrong with it; a matter that is
/// over, or that was passed on, says only that.
func withLink(
    _ visit: Visit,
    _ act: (borrowing Transaction, Opened, FormEntry) throws(Failure) -> Audited<Reply>
) throws(Failure) -> Reply {
    guard try visit.space.kind == .employer else { throw .refused(.notFound) }
    let entry = try FormEntry(visit)
    return try visit.write { (db) throws(Failure) in
        guard let opened = try open(db, entry.secret("token")) else {
            return try refuseToken(db, visit)
        }
        if opened.request.state == .cancelled {
            return Audited(visit.over(), Entry(.consentOpened, of: opened.object))
        }
        if opened.link.passedTo != nil {
            return Audited(visit.passedOn(opened.link), Entry(.consentOpened, of: opened.object))
        }
        return try act(db, opened, entry)
    }
}

private func open(_ db: borrowing Transaction, _ typed: String) throws(Failure) -> Opened? {
    // Who pastes the whole link has pasted the token too.
    let part =
        typed.split(separator: "#", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    guard let token = Token(received: part),
        let target = try db.oneIfAny(.linkByToken, Bytes(token.hash))
    else { return nil }
    try db.run(.holdRequest, target.request)
    let (request, link, receipt, mayAct) = try db.together(
        .one(.consentRequest, target.request),
        .one(.answerLink, target.link),
        .oneIfAny(.receipt, target.request),
        .one(.linkMayAct, target.link)
    )
    return Opened(
        request: request,
        link: link,
        receipt: receipt,
        token: token.text,
        mayAct: mayAct
    )
}

private func refuseToken(_ db: borrowing Transaction, _ visit: Visit) throws(Failure) -> Audited<
    Reply
> {
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
        return visit.turning("answer.expired.title", opened, path: "/answer") { h in
            closedPage(
                &h,
                visit.words("answer.expired.title"),
                visit.words("answer.expired"),
                visit.words("answer.expired.what-to-do")
            )
        }
    }
    if let bar = opened.bar {
        return visit.turning("answer.barred.title", opened, path: "/answer") { h in
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
        hidden: [("token", opened.token)],
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
    /// A letter page about a request, whose languages are chosen by sending one of its forms again.
    ///
    /// Before the organisation has claimed its space, the letterhead names the employer as this request does: the space's
    /// name was typed by whoever asked first.
    func letter(
        _ title: String,
        of request: ConsentRequest,
        status: Int = 200,
        form: LanguageForm,
        content: (inout HTML) -> Void
    ) -> Reply {
        var frame = frame
        frame.languageForm = form
        if visitor.space?.state == "unclaimed" { frame.spaceName = request.facts.employer }
        return .page(status: status, letterPage(title: title, frame: frame, content: content))
    }

    /// A letter page without a form of its own: an unseen one carries the token to the other languages.
    func turning(
        _ title: StaticString,
        _ opened: Opened,
        path: String,
        content: (inout HTML) -> Void
    ) -> Reply {
        letter(
            words(title),
            of: opened.request,
            form: LanguageForm(id: "turn", action: here(path))
        ) { h in
            content(&h)
            h.form(action: here(path), once: once, id: "turn", isGuarded: false) { h in
                h.hiddenField("token", opened.token)
            }
        }
    }

    /// A letter page that does not tell whose space this is: nobody has shown a token that works.
    func nameless(_ title: String, status: Int = 200, content: (inout HTML) -> Void) -> Reply {
        var frame = frame
        frame.spaceName = words("house.name")
        frame.path = here("/answer")
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
