import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func showPeople(_ visit: Visit) throws(Failure) -> Looked {
    let query = visit.asked(of: .people)
    let found = try visit.read { (db) throws(Failure) in try db.page(of: .people, .people, query) }
    let can = PeopleAbilities(
        add: visit.scope(of: .personChange) == .all,
        export: visit.may(.personExport),
        acts: visit.bulkActs(of: "/people"),
        scope: visit.permit.scope.rawValue
    )
    let kinds = PersonKind.known(in: try visit.space.kind)
    let page = visit.page(visit.words(can.isOwn ? "people.own" : "people.title")) { h in
        peoplePage(
            &h,
            found,
            can,
            kinds: kinds,
            base: visit.here("/people"),
            once: visit.once,
            visit.words
        )
    }
    let ids = found.rows.map(\.id)
    return Looked(page, Entry(.personListed, about: ids, count: ids.count))
}

@Sendable func exportPeople(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, people) = try visit.export(.people, .people, ListFile.people)
    return Looked(reply, Entry(.personExported, about: people.map(\.id), count: people.count))
}
