public import Access
public import Base
public import Interface
public import Store
import Wording

/// A list whatever its rows are, for what is done with every list of the house.
public struct AnyListing: Sendable {
    /// What can be asked of it.
    public let shape: ListShape
    /// How far its readers see at most: those who see less may have a list of their own at the same path.
    public let scopeMax: Scope
    /// The ids of the rows that are asked for, from the start, as many as one act takes.
    let matching: @Sendable (borrowing Transaction, ListQuery) throws(Failure) -> [ID<ListedRow>]
    /// Every statement that it can become, one for each filter, order, place, search and reach.
    public let statements: @Sendable () throws(Failure) -> [SQL]
    /// The reaches for which it has rows.
    let reaches: Set<Scope>
    /// What it finds by a text, as the reader of its page would; nil for nothing.
    let find: @Sendable (Visit, Permit, String) throws(Failure) -> Found?

    /// A list with where its rows come from.
    public init<Row>(
        _ listing: Listing<Row>,
        _ rows: ListRows<Row>,
        scopeMax: Scope = .all
    ) {
        let shape = listing.shape
        self.scopeMax = scopeMax
        self.shape = shape
        matching = { (db, query) throws(Failure) in
            let (scope, person) = (db.permit.scope, db.permit.actor.person)
            let sql = try ListSQL(shape, rows, query.fromStart, scope, person, .walk)
                .all(SQL(rows.id), rowsMax: Limits.bulkRowsMax)
            return try db.all(sql, reader({ (id: ID<ListedRow>) throws(Failure) in id }, "id"))
        }
        reaches = Set(rows.reach.keys).union([.all])
        find = { (visit, permit, term) throws(Failure) in
            let query = shape.read { $0 == ListQuery.searchName ? term : "" }
            guard !query.search.isEmpty else { return nil }
            let few = listing.first(Found.rowsMax, countMax: Found.countMax)
            let page = try visit.database.read(permit) { (db) throws(Failure) in
                try db.head(of: few, rows, query)
            }
            guard page.count > 0 else { return nil }
            let base = visit.here("\(shape.path)")
            return Found(
                title: visit.words.dynamic("\(shape.key).title"),
                count: visit.words.number(page.count) + (page.isOver ? "+" : ""),
                all: page.count > page.rows.count || page.isOver ? query.path(base) : nil
            ) { h in h.rows(of: few, page, at: base, visit.words) }
        }
        statements = { () throws(Failure) in
            var statements: [SQL] = []
            if let index = shape.search?.index {
                statements.append(foundSQL(index, "aa", ListLimits.searchMax))
            }
            for scope in [.all] + Array(rows.reach.keys) {
                for query in shape.examples {
                    for way in [SearchWay.walk, .among([])] {
                        let sql = try ListSQL(shape, rows, query, scope, nil, way)
                        let countMax = rows.isCounted ? 1 : nil
                        statements.append(sql.page(rowsMax: 1, countMax: countMax))
                        statements.append(sql.page(rowsMax: 1, countMax: countMax, known: 1))
                    }
                }
            }
            return statements
        }
    }
}

extension ListShape {
    /// Each filter by itself, each order both ways, with and without a place, with and without a search.
    fileprivate var examples: [ListQuery] {
        let id = ID<ListedRow>().text
        var filters: [(String, String)?] = [nil]
        for filter in self.filters { filters += filter.examples.map { (filter.name, $0) } }
        let sorts = orders.flatMap { [$0.name, "-\($0.name)"] }
        let places = [("", ""), ("after", id), ("before", id)]
        let searches = search == nil ? [""] : ["", "aa"]
        return filters.flatMap { filter in
            sorts.flatMap { sort in
                places.flatMap { place in
                    searches.map { search in
                        read { name in
                            switch name {
                            case filter?.0: filter?.1 ?? ""
                            case "sort": sort
                            case "q": search
                            case place.0: place.1
                            default: ""
                            }
                        }
                    }
                }
            }
        }
    }
}
