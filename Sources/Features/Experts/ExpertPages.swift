import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func listExperts(_ visit: Visit) throws(Failure) -> Looked {
    let (words, base) = (visit.words, visit.here("/experts"))
    let query = visit.asked(of: .experts)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .experts, .experts, query)
    }
    let acts = visit.bulkActs(of: "/experts")
    let page = visit.page(words("experts.title")) { h in
        h.pageHead(words("experts.title"), lead: found.counted("experts.count", words)) { h in
            h.exportButton(found, at: base, words)
        }
        h.listing(
            .experts,
            found,
            at: base,
            once: acts.isEmpty ? nil : visit.once,
            acts: acts,
            words
        ) { h in
            h.emptyState(
                words("experts.none"),
                words("experts.none.what-to-do"),
                step: NextStep(words("people.add"), visit.here("/people/new"))
            )
        }
    }
    let ids = found.rows.map(\.id)
    return Looked(page, Entry(.expertListed, about: ids, count: ids.count))
}

@Sendable func exportExperts(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, rows) = try visit.export(.experts, .experts, ListFile.experts)
    return Looked(reply, Entry(.expertExported, about: rows.map(\.id), count: rows.count))
}

/// A row of the list leads to the person's page.
@Sendable func showExpert(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Person> = try visit.id()
    let expert = try visit.read { (db) throws(Failure) in try db.one(.expert, id) }
    return .redirect(to: visit.here("/people/\(expert)"))
}

extension Statement where Result == ID<Person> {
    fileprivate static let expert = Statement(
        "select id from expert where tenant_id = $1 and id = $2",
        "id"
    )
}
