import Access
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

// MARK: By a link

@Sendable func takeReceiptFile(_ visit: Visit) throws(Failure) -> Reply {
    try withLink(visit) { (db, opened, entry) throws(Failure) in
        guard let receipt = opened.receipt else {
            return Audited(
                try standing(db, visit, opened, entry),
                Entry(.consentOpened, of: opened.object)
            )
        }
        return Audited(receiptFile(receipt), Entry(.receiptRead, of: opened.object))
    }
}

/// The receipt's page for who holds the link, with what can be done from it.
func receiptReply(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ opened: Opened,
    _ receipt: Receipt,
    _ entry: FormEntry,
    status: Int = 200
) throws(Failure) -> Reply {
    let text = try db.oneIfAny(.employerText, receipt.textVersion, receipt.textLanguage)
    let path = visit.here("/answer")
    let withdrawal = WithdrawalSheet(
        action: "\(path)/code",
        once: visit.once,
        hidden: [("token", opened.token.text)],
        name: entry.typed("step") == CodeStep.withdrawal.rawValue ? entry.typed("name") : "",
        problems: entry.problems
    )
    let sheet = ReceiptSheet(
        receipt: receipt,
        text: text,
        back: nil,
        file: { h in
            h.form(action: "\(path)/receipt.json", once: visit.once, isGuarded: false) {
                h in
                h.hiddenField("token", opened.token.text)
                h.buttons { h in h.submitButton(visit.words("receipt.file")) }
            }
        },
        withdrawal: opened.request.canBeWithdrawn && opened.mayAct ? withdrawal : nil
    )
    let title = visit.words("receipt.title")
    return visit.letter(title, of: opened.request, status: status) { h in
        receiptPage(&h, sheet, visit.words)
    }
}

// MARK: Signed in, at the employer's

@Sendable func showReceipt(_ visit: Visit) throws(Failure) -> Looked {
    let (request, receipt, text) = try readReceipt(visit)
    let page = visit.page(visit.words("receipt.title")) { h in
        receiptPage(
            &h,
            ReceiptSheet(
                receipt: receipt,
                text: text,
                back: NextStep(
                    visit.words("receipt.back"),
                    visit.here("/consents/\(request.id)")
                ),
                file: fileButton(visit.here("/consents/\(request.id)/receipt.json"), visit.words),
                withdrawal: nil
            ),
            visit.words
        )
    }
    return Looked(page, Entry(.receiptRead, of: Object(request.id, request.label)))
}

@Sendable func showReceiptFile(_ visit: Visit) throws(Failure) -> Looked {
    let (request, receipt, _) = try readReceipt(visit)
    return Looked(receiptFile(receipt), Entry(.receiptRead, of: Object(request.id, request.label)))
}

private func readReceipt(_ visit: Visit) throws(Failure) -> (ConsentRequest, Receipt, ConsentText?)
{
    let id: ID<ConsentRequest> = try visit.id()
    return try visit.read { (db) throws(Failure) in
        let (request, answer, ending) = try db.together(
            .one(.consentRequest, id),
            .letter(ConsentAnswerLetter.self, about: id),
            .letter(ConsentWithdrawnLetter.self, about: id)
        )
        guard let receipt = Receipt((answer, ending)) else { throw .refused(.notFound) }
        let text = try db.oneIfAny(.employerText, receipt.textVersion, receipt.textLanguage)
        return (request, receipt, text)
    }
}

// MARK: At the provider's

@Sendable func showAskReceipt(_ visit: Visit) throws(Failure) -> Looked {
    let (ask, person, receipt, text) = try readAskReceipt(visit)
    let page = visit.page(visit.words("receipt.title")) { h in
        receiptPage(
            &h,
            ReceiptSheet(
                receipt: receipt,
                text: text,
                back: nil,
                file: fileButton(visit.here("/consent-asks/\(ask)/receipt.json"), visit.words),
                withdrawal: nil
            ),
            visit.words
        )
    }
    return Looked(page, entry(ask, person, receipt))
}

@Sendable func showAskReceiptFile(_ visit: Visit) throws(Failure) -> Looked {
    let (ask, person, receipt, _) = try readAskReceipt(visit)
    return Looked(receiptFile(receipt), entry(ask, person, receipt))
}

private func entry(_ ask: ID<ConsentAsk>, _ person: ID<Person>, _ receipt: Receipt) -> Entry {
    Entry(.receiptRead, of: Object(ask, receipt.facts.employer), about: [person])
}

private func readAskReceipt(_ visit: Visit) throws(Failure) -> (
    ID<ConsentAsk>, ID<Person>, Receipt, ConsentText?
) {
    let id: ID<ConsentAsk> = try visit.id()
    var own: ID<Person>?
    if visit.permit.scope != .all {
        guard let person = visit.visitor.actor.person else { throw .refused(.notFound) }
        own = person
    }
    return try visit.read { (db) throws(Failure) in
        let (person, answer, ending) = try db.together(
            .one(.personOfAsk, id, own),
            .letter(ConsentAnswerLetter.self, about: id),
            .letter(ConsentWithdrawnLetter.self, about: id)
        )
        guard let receipt = Receipt((answer, ending)) else { throw .refused(.notFound) }
        let text = try db.oneIfAny(.employerText, receipt.textVersion, receipt.textLanguage)
        return (id, person, receipt, text)
    }
}

// MARK: Both

private func fileButton(_ path: String, _ words: Words) -> (inout HTML) -> Void {
    { h in h.p { h in h.button(words("receipt.file"), to: path) } }
}

private func receiptFile(_ receipt: Receipt) -> Reply {
    .file(
        name: "kuitti-\(receipt.decision.id).json",
        type: "application/json",
        Array(receipt.record.text.utf8)
    )
}
