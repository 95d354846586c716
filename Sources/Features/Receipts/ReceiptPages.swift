import Audit
import Base
import HTML
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// The two ends of a request, which know it by one id.
enum RequestEnd {
    case employer
    case provider
}

/// A receipt as one end keeps it.
private struct FoundReceipt {
    let id: ID<ConsentAsk>
    let receipt: Receipt
    /// The answers to earlier facts that it has replaced, the newest first.
    let earlier: [Receipt]
    /// The applicant, where the reader's space knows them as a person.
    let person: ID<Person>?

    var entry: Entry {
        let facts = receipt.facts
        guard let person else {
            let label = "\(facts.employee.text(for: .log)), \(facts.course.name)"
            let object = Object(id, PersonName(facts.employee.subject, label))
            return Entry(.receiptRead, of: object, about: [.employee(of: id)])
        }
        return Entry(.receiptRead, of: Object(id, facts.employer), about: [person])
    }
}

func showReceipt(_ visit: Visit, _ end: RequestEnd) throws(Failure) -> Looked {
    let words = visit.words
    let (found, text) = try visit.read { (db) throws(Failure) in
        let found = try find(visit, db, end)
        let receipt = found.receipt
        return (
            found,
            try db.oneIfAny(.consentText, "employer", receipt.textLanguage, receipt.textVersion)
        )
    }
    let page = visit.page(words("receipt.title")) { h in
        h.receipt(found.receipt, text, words)
        for earlier in found.earlier { h.earlierReceipt(earlier, words) }
        h.p { h in h.button(words("receipt.file"), to: "\(visit.request.path).json") }
        if end == .employer {
            h.p { h in
                h.a(words("receipt.back"), .href(visit.here("/consents/\(found.id)")))
            }
        }
    }
    return Looked(page, found.entry)
}

func showFile(_ visit: Visit, _ end: RequestEnd) throws(Failure) -> Looked {
    let found = try visit.read { (db) throws(Failure) in try find(visit, db, end) }
    return Looked(.receipt(found.receipt), found.entry)
}

private func find(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ end: RequestEnd
) throws(Failure) -> FoundReceipt {
    let id: ID<ConsentAsk> = try visit.id()
    let person = end == .provider ? try db.one(.personOfAsk, id) : nil
    let subject: Subject = person.map { .person($0) } ?? .employee(of: id)
    guard let found = try receipt(of: id, about: subject, db) else { throw .refused(.notFound) }
    var earlier: [Receipt] = []
    var asked = try db.oneIfAny(.renewed, id)
    while let before = asked {
        if let one = try receipt(of: before, about: subject, db) { earlier.append(one) }
        asked = try db.oneIfAny(.renewed, before)
    }
    return FoundReceipt(id: id, receipt: found, earlier: earlier, person: person)
}

/// The receipt of an ask, as its letters tell it; nil before an answer.
private func receipt(
    of ask: ID<ConsentAsk>,
    about subject: Subject,
    _ db: borrowing Transaction
) throws(Failure) -> Receipt? {
    let (answer, ending) = try db.together(
        .letter(ConsentAnswerLetter.self, about: ask),
        .letter(ConsentWithdrawnLetter.self, about: ask)
    )
    return Receipt(answer, ending, about: subject)
}

extension Statement where Result == ID<ConsentAsk> {
    /// What an ask (`$2`) has replaced; none when it is the first.
    fileprivate static let renewed = Statement(
        """
        select renews from consent_renewed($2) as renews
         where $1::uuid = current_tenant() and renews is not null
        """,
        "renews"
    )
}

extension Statement where Result == ID<Person> {
    /// Whose an ask (`$5`) is, of those within the reader's reach.
    fileprivate static let personOfAsk = Statement(
        within: .reach,
        """
        select a.person_id from consent_ask a join people_within($2, $3, $4) p on p.id = a.person_id
         where a.tenant_id = $1 and a.id = $5
        """,
        "person_id"
    )
}
