import Access
import Audit
import Base
import HTTP
import Routing
import Store
import Wording

@Sendable func showPeople(_ visit: Visit) throws(Failure) -> Looked {
    var filter = PeopleFilter(visit.request.query)
    let reach = Reach(visit)
    let found = try visit.read { (db) throws(Failure) in
        let found = try db.people(filter, reach)
        guard found.page.lines.isEmpty, filter.place != .start else { return found }
        // The place of the address is past the end, or nobody stands behind it any more.
        filter.place = .start
        return try db.people(filter, reach)
    }
    let can = PeopleAbilities(
        add: isEverywhere(visit, .personChange),
        export: visit.may(.personExport),
        scope: reach.scope
    )
    let page = visit.page(visit.words(can.isOwn ? "people.own" : "people.title")) { h in
        peoplePage(
            &h,
            found.page,
            of: found.count,
            filter,
            can,
            base: visit.here("/people"),
            once: visit.once,
            visit.words
        )
    }
    let ids = found.page.lines.map(\.id)
    return Looked(page, Entry(.personListed, about: ids, count: ids.count))
}

@Sendable func exportPeople(_ visit: Visit) throws(Failure) -> Looked {
    let filter = PeopleFilter(visit.request.query)
    let reach = Reach(visit)
    let people = try visit.read { (db) throws(Failure) in
        try db.all(
            .peopleFile,
            reach.scope,
            reach.own,
            filter.kind?.rawValue,
            filter.state?.rawValue,
            filter.speaks,
            filter.search.isEmpty ? nil : filter.search,
            Limits.exportRowsMax
        )
    }
    let name = "\(try visit.space.slug)-people-\(visit.today.iso).csv"
    let file = Reply.file(
        name: name,
        type: "text/csv; charset=utf-8",
        peopleFile(people, visit.words)
    )
    return Looked(file, Entry(.personExported, about: people.map(\.id), count: people.count))
}

/// Whether the visitor may do this with everybody in the space.
func isEverywhere(_ visit: Visit, _ permission: Permission) -> Bool {
    visit.site.gate.table.scope(of: permission, for: visit.visitor.actor) == .all
}

/// What the page needs of a permission that reaches all of the space, refused when it reaches less.
func needEverywhere(_ visit: Visit) throws(Failure) {
    guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
}
