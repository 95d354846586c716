import Access
import Answering
import Audit
import Base
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

// Requests as those answer them who have an account at the employer.

@Sendable func showRequest(_ visit: Visit) throws(Failure) -> Looked {
    let page = try visit.read { (db) throws(Failure) in
        try requestPage(visit, db, .decision)
    }
    return try visit.show(page)
}

/// Answers a request, passes it on, or takes a consent back.
func takeStep(_ visit: Visit, _ step: AnswerStep) throws(Failure) -> Looked {
    try visit.submit { (visit, db) throws(Failure) in
        try requestPage(visit, db, step)
    } _: { (db, _, form, _) throws(Failure) in
        guard let account = visit.visitor.account else { throw .refused(.signInNeeded) }
        let page = visit.here("/consents/\(form.about.request.id)")
        let receipt = "\(page)/receipt"
        let giver = Giver(
            name: visit.visitor.actor.name,
            email: account.email,
            strength: .account,
            membership: visit.visitor.actor.membership
        )
        let entry = try carryOut(step, form, db, visit, by: giver, receiptAt: receipt)
        switch step {
        case .decision:
            // Several are answered one after another: what waits longest comes next.
            guard let next = try db.oneIfAny(.nextRequest, form.about.request.id) else {
                return .done(entry, to: receipt, did: "consents.done.answered")
            }
            return .done(entry, to: visit.here("/consents/\(next)"), did: "consents.done.next")
        case .delegation: return .done(entry, to: page, did: "consents.done.delegated")
        case .withdrawal: return .done(entry, to: page, did: "consents.done.withdrawn")
        }
    }
}

/// The page of a request, with the form of a step as the one that is sent.
private func requestPage(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ step: AnswerStep
) throws(Failure) -> FormPage<AnswerForm> {
    let words = visit.words
    let id: ID<ConsentRequest> = try visit.id()
    if visit.isChanging { try db.run(.holdRequest, id) }
    let (request, link, answer, ending, events, giverLacks) = try db.together(
        .one(.consentRequest, id),
        .oneIfAny(.decidingLink, id),
        .letter(ConsentAnswerLetter.self, about: id),
        .letter(ConsentWithdrawnLetter.self, about: id),
        .all(.changesOfObject, id),
        .one(.giverLacks, id)
    )
    let isOwn = request.isApplicant(visit.visitor.account?.email ?? "")
    let mayDecide = visit.may(.consentDecide)
    let found = ConsentCase(
        request: request,
        link: link,
        receipt: Receipt(answer, ending, about: .employee(of: id)),
        bar: isOwn ? "answer.barred.own" : mayDecide ? nil : "answer.barred.giver"
    )
    let text = try db.one(.consentText, "employer", words.language, request.textVersion)
    let path = visit.here("/consents/\(id)")
    var page = found.page(step, action: path, asksTwice: true, words)
    page.template?.set("name", visit.visitor.actor.name)
    if isOwn, visit.isChanging { page.refusal = .forbidden(why: "answer.barred.own") }
    page.look = Entry(.consentRead, of: Object(id, request.label), about: request.subjects)
    var others: [AnswerStep: FormView] = [:]
    for other in AnswerStep.allCases where other != step && found.allows(other) {
        var form = found.page(other, action: path, asksTwice: true, words)
        form.template?.set("name", visit.visitor.actor.name)
        others[other] = try visit.view(form)
    }
    let past = history(events, words)
    let listPath = visit.here("/consents")
    page.content = { h, form in
        var forms = others
        if found.allows(step) { forms[step] = form }
        h.notes(form, next: found.allows(step) ? "form.stale.what-to-do" : "answer.rule.closed")
        requestContent(
            &h,
            found,
            text,
            forms,
            sent: step,
            past,
            giverLacks: giverLacks,
            path: path,
            listPath: listPath,
            words
        )
    }
    return page
}

extension ConsentCase {
    /// The form of a step on the page of the request, which is sent below `action`.
    fileprivate func page(
        _ step: AnswerStep,
        action: String,
        asksTwice: Bool,
        _ words: Words
    ) -> FormPage<AnswerForm> {
        FormPage(
            title(words),
            lead: request.state == .cancelled ? "" : asks(words),
            fields(step, asksTwice: asksTwice && allows(.decision)).and(.shown),
            said(step),
            template: Form(),
            facts: request.basis,
            action: "\(action)/\(step.rawValue)",
            save: words.dynamic("answer.send.\(step.rawValue)")
        )
    }

    private func title(_ words: Words) -> any Text {
        if request.state == .cancelled { return words("answer.over.title") }
        return allows(.decision) ? question(words) : request.facts.employee
    }
}

extension Statement where Result == String {
    /// What whoever was named for a request (`$2`) lacks while it waits; empty for nothing.
    fileprivate static let giverLacks = Statement(
        """
        select case when state = 'waiting' then giver_lacks(giver_email) else '' end as giver_lacks
          from consent_request where tenant_id = $1 and id = $2
        """,
        "giver_lacks"
    )
}

extension Statement where Result == ID<ConsentRequest> {
    /// What waits longest for an answer, another than one (`$2`).
    fileprivate static let nextRequest = Statement(
        """
        select id from consent_request
         where tenant_id = $1 and id <> $2 and state = 'waiting' and expires_at > public.moment()
         order by sent_at, id limit 1
        """,
        "id"
    )
}
