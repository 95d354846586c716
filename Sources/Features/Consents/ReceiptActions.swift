import Access
import Audit
import Base
import Crypto
import HTML
import HTTP
import Interface
import Routing
import Store
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
        let (request, receipt) = try db.together(.one(.consentRequest, id), .one(.receipt, id))
        let text = try db.oneIfAny(.employerText, receipt.textVersion, receipt.textLanguage)
        return (request, receipt, text)
    }
}

// MARK: At the provider's

@Sendable func showAskReceipt(_ visit: Visit) throws(Failure) -> Looked {
    let (ask, found, text) = try readAskReceipt(visit)
    let page = visit.page(visit.words("receipt.title")) { h in
        receiptPage(
            &h,
            ReceiptSheet(
                receipt: found.receipt,
                text: text,
                back: nil,
                file: fileButton(visit.here("/consent-asks/\(ask)/receipt.json"), visit.words),
                withdrawal: nil
            ),
            visit.words
        )
    }
    return Looked(page, entry(ask, found))
}

@Sendable func showAskReceiptFile(_ visit: Visit) throws(Failure) -> Looked {
    let (ask, found, _) = try readAskReceipt(visit)
    return Looked(receiptFile(found.receipt), entry(ask, found))
}

private func entry(_ ask: ID<ConsentAsk>, _ found: AskReceipt) -> Entry {
    Entry(.receiptRead, of: Object(ask, found.receipt.facts.employer), about: [found.person])
}

private func readAskReceipt(_ visit: Visit) throws(Failure) -> (
    ID<ConsentAsk>, AskReceipt, ConsentText?
) {
    let id: ID<ConsentAsk> = try visit.id()
    var person: ID<Person>?
    if visit.permit.scope != .all {
        guard let own = visit.visitor.actor.person else { throw .refused(.notFound) }
        person = own
    }
    return try visit.read { (db) throws(Failure) in
        let found = try db.one(.askReceipt, id, person)
        let text = try db.oneIfAny(
            .employerText,
            found.receipt.textVersion,
            found.receipt.textLanguage
        )
        return (id, found, text)
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
