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
    let found = try visit.read { (db) throws(Failure) in try db.page(of: listing, .mails, query) }
    let page = visit.page(words("mails.title")) { h in
        mailsPage(&h, listing, found, at: path, words)
    }
    return Looked(page, entry(.mailListed, found.rows))
}

@Sendable func exportMails(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, mails) = try visit.export(.mails(), .mails, ListFile.mails)
    return Looked(reply, entry(.mailExported, mails))
}

/// A look at mails, about everybody whom their addresses reach.
private func entry(_ action: Action, _ mails: [SentMail]) -> Entry {
    var seen: Set<Subject> = []
    let reached = mails.flatMap(\.reached).compactMap(\.subject).filter { seen.insert($0).inserted }
    return Entry(action, about: reached, count: mails.count)
}
