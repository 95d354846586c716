import Access
import Audit
import Base
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

extension ConsentLine {
    /// What the log tells that was seen of the request.
    fileprivate var object: Object {
        Object(id, employee.isEmpty ? "" : "\(employee), \(course)")
    }
}

/// Requests that wait for a giver, for the page on which their space opens.
@Sendable func waitingConsents(_ visit: Visit, _ db: borrowing Transaction) throws(Failure)
    -> [WaitingSince]
{
    guard visit.may(.consentDecide), visit.visitor.space?.kind == .employer else { return [] }
    return try db.all(.consentsWaiting).map { line in
        let days = max(0, line.expiresAt.inFinland.day.sinceEpoch - visit.today.sinceEpoch)
        return WaitingSince(
            since: line.sentAt,
            about: line.object,
            WaitingTask(
                what: visit.words(
                    "consents.waits",
                    ["employee": line.employee, "course": line.course]
                ),
                when: visit.words.count("consents.days-left", days),
                step: NextStep(visit.words("consents.answer"), visit.here("/consents/\(line.id)"))
            )
        )
    }
}

@Sendable func listConsents(_ visit: Visit) throws(Failure) -> Looked {
    let query = visit.request.query
    let state = ConsentState(rawValue: query["state"])
    let after = ID<ConsentRequest>(query["after"])
    let rows = try visit.read { (db) throws(Failure) in
        try db.all(.consentPage, state?.rawValue, after, Limits.pageRows + 1)
    }
    let lines = Array(rows.prefix(Limits.pageRows))
    let path = visit.here("/consents")
    let filter = state.map { "state=\($0.rawValue)&" } ?? ""
    let older =
        rows.count > lines.count ? lines.last.map { "\(path)?\(filter)after=\($0.id)" } : nil
    let newer = after == nil ? nil : state.map { "\(path)?state=\($0.rawValue)" } ?? path
    let page = visit.page(visit.words("consents.title")) { h in
        consentsPage(&h, lines, state: state, path: path, newer: newer, older: older, visit.words)
    }
    return Looked(page, Entry(.consentListed, seen: lines.map(\.object), count: lines.count))
}

@Sendable func showConsent(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<ConsentRequest> = try visit.id()
    let form = FormEntry(Form(), visit.words)
    let (request, page) = try visit.read { (db) throws(Failure) in
        let request = try db.one(.consentRequest, id)
        return (request, try consentReply(db, visit, request, form))
    }
    return Looked(page, Entry(.consentRead, of: Object(request.id, request.label)))
}

// MARK: Acts

@Sendable func decideConsent(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    let request = try hold(visit)
    guard !isOwn(request, visit) else { throw .refused(.forbidden(why: "answer.barred.own")) }
    guard let answer = readAnswer(&entry, asked: request.asked) else {
        return try again(visit, request, entry)
    }
    if request.isOpen, answer.lacksWorkingTime(asked: request.asked), !entry.isTicked("sure") {
        entry.problem("sure", visit.words("answer.without-working-time"))
        return try again(visit, request, entry)
    }
    return try visit.act { (db) throws(Failure) in
        let request = try held(db, request.id)
        guard request.isOpen else { throw .refused(.conflict(why: "answer.rule.closed")) }
        let shown = Language(rawValue: entry.secret("shown")) ?? visit.words.language
        let text = try db.one(.employerText, request.textVersion, shown)
        let place = visit.here("/consents/\(request.id)/receipt")
        let done = try keepAnswer(
            db,
            request,
            answer,
            by: try giver(visit, name: answer.name),
            to: text,
            receiptAt: visit.site.origin + place,
            visit.words
        )
        return Audited(visit.after(place, did: "consents.done.answered"), done)
    }
}

@Sendable func withdrawConsent(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    let request = try hold(visit)
    let name = entry.signature("name")
    guard entry.isSound else { return try again(visit, request, entry) }
    return try visit.act { (db) throws(Failure) in
        let request = try held(db, request.id)
        guard request.canBeWithdrawn else { throw .refused(.conflict(why: "answer.rule.closed")) }
        guard
            let receipt = Receipt(
                try db.together(
                    .letter(ConsentAnswerLetter.self, about: request.id),
                    .letter(ConsentWithdrawnLetter.self, about: request.id)
                )
            )
        else { throw .refused(.notFound) }
        let place = visit.here("/consents/\(request.id)/receipt")
        let done = try keepWithdrawal(
            db,
            request,
            receipt,
            by: try giver(visit, name: name),
            receiptAt: visit.site.origin + place,
            visit.words
        )
        return Audited(
            visit.after(visit.here("/consents/\(request.id)"), did: "consents.done.withdrawn"),
            done
        )
    }
}

@Sendable func delegateConsent(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    let request = try hold(visit)
    do throws(Failure) {
        return try visit.act { (db) throws(Failure) in
            let request = try held(db, request.id)
            guard request.isOpen else { throw .refused(.conflict(why: "answer.rule.closed")) }
            guard !isOwn(request, visit) else {
                throw .refused(.forbidden(why: "answer.barred.own"))
            }
            // Judged only here: sent again, the form names the colleague who already holds the request.
            let link = try db.oneIfAny(.decidingLink, request.id)
            guard let colleague = readColleague(&entry, from: link, visit.words) else {
                throw .refused(.conflict(why: "answer.rule.closed"))
            }
            let done = try passOn(
                db,
                visit,
                request,
                to: colleague,
                from: link,
                by: visit.visitor.actor.name
            )
            return Audited(
                visit.after(visit.here("/consents/\(request.id)"), did: "consents.done.delegated"),
                done
            )
        }
    } catch {
        guard !entry.isSound else { throw error }
        return try again(visit, request, entry)
    }
}

/// Whether the visitor is the one whom the request is about: nobody consents for their own employer to themselves.
private func isOwn(_ request: ConsentRequest, _ visit: Visit) -> Bool {
    request.isApplicant(visit.visitor.account?.email ?? "")
}

/// The request that a form is about, before the form is judged.
private func hold(_ visit: Visit) throws(Failure) -> ConsentRequest {
    let id: ID<ConsentRequest> = try visit.id()
    return try visit.read { (db) throws(Failure) in try db.one(.consentRequest, id) }
}

/// The request, which nobody else can answer until this transaction ends.
private func held(_ db: borrowing Transaction, _ id: ID<ConsentRequest>) throws(Failure)
    -> ConsentRequest
{
    try db.run(.holdRequest, id)
    return try db.one(.consentRequest, id)
}

private func giver(_ visit: Visit, name: String) throws(Failure) -> Giver {
    guard let account = visit.visitor.account else { throw .refused(.signInNeeded) }
    return Giver(
        name: name,
        email: account.email,
        strength: .account,
        link: nil,
        membership: visit.visitor.actor.membership
    )
}

/// The request's page again, with what was typed and what is wrong with it.
private func again(_ visit: Visit, _ request: ConsentRequest, _ entry: FormEntry) throws(Failure)
    -> Reply
{
    try visit.write { (db) throws(Failure) in
        let page = try consentReply(db, visit, request, entry, status: 422)
        return Audited(page, Entry(.consentRead, of: Object(request.id, request.label)))
    }
}

private func consentReply(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ request: ConsentRequest,
    _ entry: FormEntry,
    status: Int = 200
) throws(Failure) -> Reply {
    let (text, link, receipt, events) = try db.together(
        .one(.employerText, request.textVersion, visit.words.language),
        .oneIfAny(.decidingLink, request.id),
        .letter(ConsentAnswerLetter.self, about: request.id),
        .all(.aboutObject, request.id)
    )
    let path = visit.here("/consents/\(request.id)")
    let mayDecide = visit.may(.consentDecide) && !isOwn(request, visit)
    var typed = AnswerTyped(entry)
    if status == 200 { typed.name = visit.visitor.actor.name }
    let answer = AnswerSheet(
        request: request,
        text: text,
        showsText: true,
        typed: typed,
        problems: entry.problems,
        action: "\(path)/decision",
        delegation: (link?.chain.count ?? 0) < Limits.consentDelegationsMax
            ? "\(path)/delegation" : nil,
        hidden: [],
        once: { visit.once }
    )
    let withdrawal = WithdrawalSheet(
        action: "\(path)/withdrawal",
        once: visit.once,
        hidden: [],
        name: typed.name,
        problems: entry.problems
    )
    let sheet = ConsentSheet(
        request: request,
        answer: request.isOpen && mayDecide ? answer : nil,
        withdrawal: request.canBeWithdrawn && mayDecide ? withdrawal : nil,
        receiptPath: receipt == nil ? nil : "\(path)/receipt",
        listPath: visit.here("/consents"),
        passedBy: link?.chain ?? [],
        history: history(events, visit.words)
    )
    let title =
        request.state == .cancelled ? visit.words("answer.over.title") : request.facts.employee
    return visit.page(title, status: status) { h in consentPage(&h, sheet, visit.words) }
}
