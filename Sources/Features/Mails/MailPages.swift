import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showMails(_ visit: Visit) throws(Failure) -> Looked {
    let (words, path) = (visit.words, visit.here("/mails"))
    let listing: Listing<SentMail> = .mails(
        in: visit.here(""),
        opensPeople: visit.scope(of: .personRead) == .all
    )
    let query = visit.asked(of: listing)
    let (found, numbers) = try visit.read { (db) throws(Failure) in
        (try db.page(of: listing, .mails, query), try db.all(.mailNumbers, listing.shape.countMax))
    }
    func offer<Code: RawRepresentable>(
        _ name: String,
        _ all: [Code],
        _ number: (MailNumber) -> Code
    ) -> ListOffer where Code: Equatable, Code.RawValue == String {
        let answers: [(code: String, title: any Text)] = all.compactMap { code in
            let count = numbers.filter { number($0) == code }.reduce(0) { $0 + $1.number }
            guard count > 0 else { return nil }
            let word = words.dynamic("mails.\(name).\(code.rawValue)")
            return (code.rawValue, "\(word) \(words.number(count))")
        }
        return ListOffer(name, answers)
    }
    let offers = [
        offer("state", MailState.allCases, \.state), offer("kind", MailKind.allCases, \.kind),
    ]
    let page = visit.page(words("mails.title")) { h in
        mailsPage(&h, listing, found, offers: offers, at: path, words)
    }
    return Looked(page, entry(.mailListed, found.rows))
}

@Sendable func exportMails(_ visit: Visit) throws(Failure) -> Looked {
    let (listing, file): (Listing<SentMail>, _) = (.mails(), ListFile.mails)
    let query = visit.asked(of: listing)
    let mails = try visit.read { (db) throws(Failure) in
        try db.file(of: listing, .mails, query, file)
    }
    let name = "\(try visit.space.slug)-mails-\(visit.today.iso).csv"
    return Looked(visit.file(name, file.table(mails, visit.words)), entry(.mailExported, mails))
}

/// A look at mails, about everybody whom their addresses reach.
private func entry(_ action: Action, _ mails: [SentMail]) -> Entry {
    var seen: Set<Subject> = []
    let reached = mails.flatMap(\.reached).compactMap(\.subject).filter { seen.insert($0).inserted }
    return Entry(action, about: reached, count: mails.count)
}

/// How many mails of one kind have come equally far.
private struct MailNumber: Sendable {
    let kind: MailKind
    let state: MailState
    let number: Int
}

extension Statement where Result == MailNumber {
    /// The numbers beside the filters, of the newest mails.
    fileprivate static let mailNumbers = Statement(
        """
        select kind, state, count(*)::integer as number
          from (select kind, state from mailed where tenant_id = $1 order by made_at desc, id desc limit $2) newest
         group by kind, state
        """,
        MailNumber.init,
        "kind",
        "state",
        "number"
    )
}
