import Access
import Answering
import Audit
import Base
import Crypto
import HTML
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

// The request as a personal link opens it: the question, the code that confirms what was chosen, the receipt.

/// The page on which a link opens: the token is in the address's fragment, so the server does not know it yet.
@Sendable func showLinkPage(_ visit: Visit) throws(Failure) -> Reply {
    visit.nameless(visit.words("answer.link.title")) { h in
        linkContent(&h, action: visit.here("/answer"), once: visit.once, visit.words)
    }
}

/// Takes the token over, and leads to what it opens.
@Sendable func openLink(_ visit: Visit) throws(Failure) -> Looked {
    guard let kept = try KeptLink(visit),
        try visit.read({ (db) throws(Failure) in
            try kept.open(db) != nil
        })
    else { return try visit.refuseToken() }
    return kept.kept(.elsewhere(visit.here("/answer/request")), visit)
}

/// What the link opens: the question, the receipt, or that nothing can be done.
@Sendable func showOpened(_ visit: Visit) throws(Failure) -> Looked {
    try look(visit) { (db, opened) throws(Failure) in
        let step: AnswerStep = opened.found.receipt == nil ? .decision : .withdrawal
        return try visit.show(try answerPage(visit, db, opened, step))
    }
}

/// The page that asks for the code of what was chosen.
@Sendable func showCode(_ visit: Visit) throws(Failure) -> Looked {
    try look(visit) { (db, opened) throws(Failure) in
        guard let step = opened.chosen?.step, opened.found.allows(step) else {
            return .elsewhere(visit.here("/answer/request"))
        }
        var problems = Problems()
        switch Int(visit.request.query["tried"]) {
        case 0: problems.add("code", visit.words("answer.code.spent"))
        case let left? where (1..<Limits.mailedCodeTriesMax).contains(left):
            problems.add("code", visit.words.count("answer.code.wrong", left))
        default: break
        }
        return try visit.show(try codePage(visit, db, opened, step), problems: problems)
    }
}

/// Keeps what was chosen, and mails the code that makes it so.
@Sendable func sendCode(_ visit: Visit) throws(Failure) -> Looked {
    let step = AnswerStep(rawValue: try visit.request.form()["step"]) ?? .decision
    return try act(visit, step) { (kept) throws(Failure) in
        try visit.submit { (visit, db) throws(Failure) in
            try answerPage(visit, db, try kept.held(db, visit), step)
        } _: { (db, page, form, _) throws(Failure) in
            let found = form.about
            guard found.allows(step), let link = found.link else {
                throw .refused(.conflict(why: "answer.rule.closed"))
            }
            let key = ["consent-code:\(link.id)"]
            let wait = try db.account(.throttleWait, key).first ?? 0
            guard wait == 0 else { throw .refused(.tooMany(retrySeconds: wait)) }
            _ = try db.account(.throttleCount, key, 3)
            let code = try mailedCode()
            try db.run(.forgetExpiredCodes, link.id)
            try db.run(
                .keepCode,
                link.id,
                Bytes(kept.browser.hash),
                Bytes(codeHash(code, step, link)),
                visit.now.adding(seconds: Int64(Limits.mailedCodeSeconds)),
                step.rawValue,
                found.fields(step).form(of: form).encoded
            )
            try db.mail(codeMail(code, step, to: link.email, visit.words))
            return .done(
                Entry(
                    .consentCodeSent,
                    of: Object(found.request.id, found.request.label),
                    about: found.request.subjects
                ),
                to: visit.here("/answer/code")
            )
        }
    }
}

/// Takes a step whose code is right, once.
func confirmStep(_ visit: Visit, _ step: AnswerStep) throws(Failure) -> Looked {
    try act(visit, step) { (kept) throws(Failure) in
        try visit.submit { (visit, db) throws(Failure) in
            try codePage(visit, db, try kept.held(db, visit), step)
        } _: { (db, _, form, _) throws(Failure) in
            let found = form.about
            guard found.allows(step), let link = found.link else {
                throw .refused(.conflict(why: "answer.rule.closed"))
            }
            let hash = codeHash(form.code, step, link)
            let browser = Bytes(kept.browser.hash)
            let met = try db.oneIfAny(
                .tryCode,
                link.id,
                browser,
                Bytes(hash),
                Limits.mailedCodeTriesMax
            )
            // Nothing was chosen in this browser, or too long ago: nothing is counted.
            guard let met else { return .again("code", visit.words("answer.code.spent")) }
            guard met.isRight else {
                let object = Object(found.request.id, found.request.label)
                return .done(
                    Entry(
                        .accessRefused,
                        of: object,
                        about: found.request.subjects,
                        outcome: .refused
                    ),
                    to: visit.here("/answer/code?tried=\(met.left)")
                )
            }
            try db.run(.forgetCode, link.id, browser)
            let contact = try db.one(.contactEmail)
            let isClaimed = try visit.space.state == "active"
            let giver = Giver(
                name: link.holder,
                email: link.email,
                strength: .ofCode(email: link.email, contact: contact, isClaimed: isClaimed),
                link: link.id
            )
            let receipt = "\(visit.here("/answer"))#\(kept.token.text)"
            let entry = try carryOut(step, form, db, visit, by: giver, receiptAt: receipt)
            let page = visit.here("/answer/request")
            switch step {
            case .decision: return .done(entry, to: page, did: "answer.done.answered")
            case .delegation: return .done(entry, to: page)
            case .withdrawal: return .done(entry, to: page, did: "answer.done.withdrawn")
            }
        }
    }
}

/// The receipt for machines.
@Sendable func takeFile(_ visit: Visit) throws(Failure) -> Looked {
    guard let kept = try KeptLink(visit),
        let opened = try visit.read({ (db) throws(Failure) in try kept.open(db) })
    else { return try visit.refuseToken() }
    guard let receipt = opened.found.receipt, !opened.isClosed else {
        return kept.kept(.elsewhere(visit.here("/answer/request")), visit)
    }
    return Looked(
        .receipt(receipt),
        Entry(.receiptRead, of: opened.object, about: opened.request.subjects)
    )
}

// MARK: What the doors share

/// Looks at what the browser's link opens; it changes nothing.
private func look(
    _ visit: Visit,
    _ show: (borrowing Transaction, OpenedLink) throws(Failure) -> Looked
) throws(Failure) -> Looked {
    let kept = try KeptLink(visit)
    return try visit.read { (db) throws(Failure) in
        guard let opened = try kept?.open(db) else { return .elsewhere(visit.here("/answer")) }
        guard opened.isClosed else { return try show(db, opened) }
        let reply =
            switch opened.request.state {
            case .cancelled: visit.closed("answer.over")
            case .replaced where opened.link.passedTo == nil: visit.closed("answer.replaced")
            default: visit.closed("answer.passed", opened.link.passedTo)
            }
        return Looked(
            reply,
            Entry(.consentOpened, of: opened.object, about: opened.request.subjects)
        )
    }
}

/// Does something with what the form's token opens.
///
/// Where it can no more be done, and nobody else has done it, the browser is led to what the link opens now.
private func act(
    _ visit: Visit,
    _ step: AnswerStep,
    _ act: (KeptLink) throws(Failure) -> Looked
) throws(Failure) -> Looked {
    guard let kept = try KeptLink(visit),
        let opened = try visit.read({ (db) throws(Failure) in try kept.open(db) })
    else { return try visit.refuseToken() }
    let found = opened.found
    let isAnswered = found.bar == nil && found.receipt != nil
    // Who may not pass it on any further is told so beside the name.
    let isTold = step == .delegation && found.allows(.decision)
    guard !opened.isClosed, found.allows(step) || isAnswered || isTold else {
        return kept.kept(.elsewhere(visit.here("/answer/request")), visit)
    }
    return kept.kept(try act(kept), visit)
}

extension KeptLink {
    /// What the link opens, kept from changing while somebody changes it.
    fileprivate func held(_ db: borrowing Transaction, _ visit: Visit) throws(Failure) -> OpenedLink
    {
        guard let opened = try open(db, holds: visit.isChanging) else {
            throw .refused(.notFound)
        }
        return opened
    }
}

/// What the link opens, with the form of a step as the one that is sent.
private func answerPage(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ opened: OpenedLink,
    _ step: AnswerStep
) throws(Failure) -> FormPage<AnswerForm> {
    let (words, found) = (visit.words, opened.found)
    let receipt = found.receipt
    let text = try db.one(
        .consentText,
        "employer",
        receipt?.textLanguage ?? words.language,
        receipt?.textVersion ?? found.request.textVersion
    )
    var page = linkForm(step, visit, opened, found.fields(step).and(.shown))
    page.action = visit.here("/answer/code")
    page.save = words.dynamic("answer.send.\(step.rawValue)")
    var others: [AnswerStep: FormView] = [:]
    for other in AnswerStep.allCases where other != step && found.allows(other) {
        var form = linkForm(other, visit, opened, found.fields(other).and(.shown))
        form.action = page.action
        form.save = words.dynamic("answer.send.\(other.rawValue)")
        others[other] = try visit.view(form)
    }
    let parts = LinkParts(
        opened: opened,
        text: text,
        path: visit.here("/answer"),
        signIn: visit.here("/consents/\(found.request.id)"),
        once: visit.once
    )
    page.content = { h, form in
        var forms = others
        if found.allows(step) { forms[step] = form }
        h.notes(form, next: found.allows(step) ? "form.stale.what-to-do" : "answer.rule.closed")
        openedContent(&h, parts, forms, sent: step, words)
    }
    return page
}

/// The page that repeats in words what was chosen, and asks for the code that makes it so.
private func codePage(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ opened: OpenedLink,
    _ step: AnswerStep
) throws(Failure) -> FormPage<AnswerForm> {
    let (words, found) = (visit.words, opened.found)
    let address = veiled(opened.link.email)
    let fields = found.fields(step).unseen.and(.shown, .code(sentTo: address))
    guard found.allows(step) else {
        var page = try answerPage(visit, db, opened, step)
        page.fields = fields
        return page
    }
    // The answer is given to the text that stands on this page, in its language.
    let text =
        step == .decision
        ? try db.one(.consentText, "employer", words.language, found.request.textVersion) : nil
    var page = linkForm(step, visit, opened, fields)
    page.title = words.dynamic("answer.code.title.\(step.rawValue)")
    page.lead = found.request.label
    page.action = visit.here("/answer/\(step.rawValue)")
    page.save = words.dynamic("answer.code.confirm.\(step.rawValue)")
    page.frame = visit.frame(of: found.request)
    let path = visit.here("/answer")
    page.content = { h, form in
        codeContent(&h, form, step, opened, text, path: path, words)
    }
    return page
}

/// What all forms of a link have in common.
private func linkForm(
    _ step: AnswerStep,
    _ visit: Visit,
    _ opened: OpenedLink,
    _ fields: FieldList<AnswerForm>
) -> FormPage<AnswerForm> {
    let (words, found) = (visit.words, opened.found)
    let asksNow = found.allows(.decision)
    var page = FormPage(
        linkTitle(found, words),
        lead: found.receipt == nil && found.request.state == .waiting ? found.asks(words) : "",
        fields,
        found.said(step),
        template: opened.chosen?.step == step ? opened.chosen?.form : Form(),
        facts: found.request.basis,
        action: "",
        save: "",
        shape: .letter,
        frame: visit.frame(
            of: found.request,
            turning: asksNow
                ? LanguageForm(id: FormView.id, action: visit.here("/answer/code")) : nil
        ),
        look: Entry(
            found.receipt == nil ? .consentOpened : .receiptRead,
            of: opened.object,
            about: found.request.subjects
        )
    )
    // The receipt is printed under a heading of its own.
    page.hasHead = found.receipt == nil
    return page
}
