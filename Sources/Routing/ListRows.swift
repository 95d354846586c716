public import Access
public import Base
import HTTP
public import HTML
public import Interface
public import Store
public import Wording

/// Where the rows of a list come from: parts of SQL that stand in the sources.
///
/// A statement has those conditions that are on and no other, and is planned for what it is asked.
public struct ListRows<Row: Sendable>: Sendable {
    let select: StaticString
    let from: StaticString
    let at: StaticString
    let id: StaticString
    let more: StaticString?
    let isCounted: Bool
    let reach: [Scope: StaticString]
    let decode: @Sendable (Store.Row) throws(Failure) -> Row

    /// `from` are the tables, `at` keeps them to the space (`p.tenant_id = $1`), `id` is the row's id.
    ///
    /// `more` joins what only the rows of the page need, once they are found. Without `isCounted` nobody is told how many
    /// there are: a list that only grows would be counted anew for each page.
    ///
    /// `reach` says for narrower permissions whose rows there are; `?` is the reader's own person, or whom the page has found. A permission that is
    /// neither for all of the space nor among them is refused.
    public init(
        _ select: StaticString,
        from: StaticString,
        at: StaticString,
        id: StaticString,
        more: StaticString? = nil,
        isCounted: Bool = true,
        reach: KeyValuePairs<Scope, StaticString> = [:],
        _ decode: @escaping @Sendable (Store.Row) throws(Failure) -> Row
    ) {
        self.select = select
        self.from = from
        self.at = at
        self.id = id
        self.more = more
        self.isCounted = isCounted
        self.reach = Dictionary(reach.map { ($0.key, $0.value) }) { first, _ in first }
        self.decode = decode
    }
}

/// Which way a search goes.
enum SearchWay: CaseIterable {
    /// By the index: it has found few enough.
    case index
    /// Along the list in its order.
    case walk
}

/// A statement of a list while it is put together.
private struct ListSQL<Row: Sendable> {
    let shape: ListShape
    let rows: ListRows<Row>
    let query: ListQuery
    let found: [ID<Person>]?
    let reach: (condition: StaticString, person: ID<Person>?)?
    let way: SearchWay

    init(
        _ shape: ListShape,
        _ rows: ListRows<Row>,
        _ query: ListQuery,
        _ scope: Scope,
        _ person: ID<Person>?,
        _ way: SearchWay,
        found: [ID<Person>]? = nil
    ) throws(Failure) {
        self.found = found
        self.shape = shape
        self.rows = rows
        self.query = query
        self.way = way
        let condition = rows.reach[scope]
        guard condition != nil || scope == .all else { throw .refused(.forbidden()) }
        reach = condition.map { ($0, person) }
    }

    /// So many rows with `list_count`, which stops at `countMax` unless it is known to be more; 0 where nothing is counted.
    func page(rowsMax: Int, countMax: Int?, isOver: Bool = false) -> SQL {
        var sql = SQL("select ")
        sql.add(rows.select)
        sql.add(", ")
        if let countMax, !isOver {
            sql.add("(select count(*) from (select ")
            source(&sql)
            conditions(&sql)
            sql.add(" limit ?) counted)", countMax + 1)
        } else {
            sql.add("?::bigint", countMax.map { $0 + 1 } ?? 0)
        }
        sql.add(" as list_count ")
        let isWalked = shape.search?.index != nil && !query.search.isEmpty && way == .walk
        if isWalked || rows.more != nil {
            // The index of the order alone is read until the page is full, then the rows themselves.
            sql.add("from ")
            sql.add(rows.from)
            if let more = rows.more { sql.add(more) }
            sql.add(" where ")
            sql.add(rows.at)
            sql.add(" and ")
            sql.add(rows.id)
            sql.add(" = any (array(select ")
            sql.add(rows.id)
            sql.add(" ")
            tail(&sql, rowsMax: rowsMax)
            sql.add("))")
            order(&sql)
        } else {
            tail(&sql, rowsMax: rowsMax)
        }
        return sql
    }

    /// All that is asked, in its order, whatever the place.
    func all(_ select: SQL, rowsMax: Int) -> SQL {
        var sql = SQL("select ")
        sql.add(select)
        sql.add(" ")
        tail(&sql, rowsMax: rowsMax)
        return sql
    }

    private func tail(_ sql: inout SQL, rowsMax: Int) {
        source(&sql)
        conditions(&sql)
        place(&sql)
        order(&sql)
        sql.add(" limit ?", rowsMax)
    }

    private func source(_ sql: inout SQL) {
        sql.add("from ")
        sql.add(rows.from)
        sql.add(" where ")
        sql.add(rows.at)
        if let reach {
            sql.add(" and (")
            if let found {
                sql.add(reach.condition, found)
            } else {
                sql.add(reach.condition, reach.person)
            }
            sql.add(")")
        }
    }

    private func conditions(_ sql: inout SQL) {
        for condition in shape.conditions(query) {
            sql.add(" and (")
            if let value = condition.value, condition.tail.utf8CodeUnitCount > 0 {
                sql.add(condition.sql)
                sql.add(condition.tail, value)
            } else if let value = condition.value {
                sql.add(condition.sql, value)
            } else {
                sql.add(condition.sql)
            }
            sql.add(")")
        }
        guard let search = shape.search, !query.search.isEmpty else { return }
        if let condition = search.condition {
            sql.add(" and ")
            sql.add(condition, found ?? [])
        } else if let index = search.index, way == .index {
            sql.add(" and ")
            sql.add(rows.id)
            sql.add(" = any ((select ")
            sql.add(index)
            sql.add("(public.search_patterns(?), ", query.search)
            sql.add("?))::uuid[])", ListLimits.searchMax)
        } else {
            // The planner takes a bare LIKE ALL for one that finds next to nothing, and would read the whole table.
            sql.add(" and coalesce(")
            sql.add(search.text)
            sql.add(" like all ((select public.search_patterns(?))::text[]), false)", query.search)
        }
    }

    private func place(_ sql: inout SQL) {
        let id: ID<ListedRow>
        switch query.place {
        case .start: return
        case .after(let row), .before(let row): id = row
        }
        let key = shape.orders[query.order].key
        sql.add(" and (")
        sql.add(key)
        sql.add(", ")
        sql.add(rows.id)
        sql.add(isDown ? ") < (select " : ") > (select ")
        sql.add(key)
        sql.add(", ")
        sql.add(rows.id)
        sql.add(" ")
        source(&sql)
        sql.add(" and ")
        sql.add(rows.id)
        sql.add(" = ?)", id)
    }

    private func order(_ sql: inout SQL) {
        sql.add(" order by ")
        sql.add(shape.orders[query.order].key)
        sql.add(isDown ? " desc, " : ", ")
        sql.add(rows.id)
        if isDown { sql.add(" desc") }
    }

    /// Whether the statement reads from the greatest down; before a place it reads the other way round.
    private var isDown: Bool { query.isDescending != query.isBackwards }
}

/// Bounds of lists.
enum ListLimits {
    /// How far the rows of a list are counted.
    static let countMax = 10_000
    /// How many rows a search may find by its index; what finds more is counted no further.
    static let searchMax = 2000
}

extension Transaction {
    /// The page of a list that is asked for; when nothing stands behind its place any more, the first.
    ///
    /// `found` is whom the page has found beforehand, for a search by a condition of its own or for a reach.
    public borrowing func page<Row>(
        of listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery,
        found: [ID<Person>]? = nil
    ) throws(Failure) -> ListPage<Row> {
        let page = try read(listing, rows, query, found)
        return page.isPastEnd ? try read(listing, rows, query.fromStart, found) : page
    }

    private borrowing func read<Row>(
        _ listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery,
        _ people: [ID<Person>]?
    ) throws(Failure) -> ListPage<Row> {
        let shape = listing.shape
        var (way, isOver, countMax) = (SearchWay.walk, false, ListLimits.countMax)
        if let index = shape.search?.index, !query.search.isEmpty {
            countMax = ListLimits.searchMax
            if let number = try number(index, query.search) {
                way = number > countMax ? .walk : .index
                isOver = number > countMax && !query.isFiltered && permit.scope == .all
            }
        }
        let (scope, person) = (permit.scope, permit.actor.person)
        let sql = try ListSQL(shape, rows, query, scope, person, way, found: people)
            .page(
                rowsMax: shape.pageRows + 1,
                countMax: rows.isCounted ? countMax : nil,
                isOver: isOver
            )
        let (found, views) = try together(
            .counted(sql, isKept: query.isPlain, rows.decode),
            .all(.savedViews, "\(shape.path)")
        )
        return ListPage(
            found.rows,
            count: rows.isCounted ? min(found.count, countMax) : found.rows.count,
            isOver: found.count > countMax,
            of: query,
            in: listing,
            views: views
        )
    }

    /// How many rows the index of a search finds, one more than `searchMax` at most; nil for a term that is too short.
    private borrowing func number(
        _ index: StaticString,
        _ term: String
    ) throws(Failure) -> Int? {
        let read = reader({ (number: Int?) throws(Failure) in number }, "found")
        return try all(numberSQL(index, term), read).first ?? nil
    }

    /// So many rows that a list is asked for, read as its page reads them: from the start, or those behind a row.
    public borrowing func rows<Row>(
        of listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery,
        found: [ID<Person>]? = nil,
        after last: Row?,
        _ rowsMax: Int
    ) throws(Failure) -> [Row] {
        let query = last.map { query.at(.after(listing.id($0))) } ?? query.fromStart
        let (scope, person) = (permit.scope, permit.actor.person)
        let sql = try ListSQL(listing.shape, rows, query, scope, person, .walk, found: found)
            .page(rowsMax: rowsMax, countMax: nil)
        return try all(sql, rows.decode)
    }

    /// Everything that a list is asked for, in its order, read as rows of another kind.
    public borrowing func file<Row, Line>(
        of listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery,
        _ file: ListFile<Line>
    ) throws(Failure) -> [Line] {
        let sql = try ListSQL(
            listing.shape,
            rows,
            query.fromStart,
            permit.scope,
            permit.actor.person,
            .walk
        )
        .all(file.select, rowsMax: Limits.exportRowsMax)
        return try all(sql, file.decode)
    }
}

private func numberSQL(_ index: StaticString, _ term: String) -> SQL {
    var sql = SQL("select cardinality(")
    sql.add(index)
    sql.add("(public.search_patterns(?), ", term)
    sql.add("?)) as found where $1::uuid = public.current_tenant()", ListLimits.searchMax)
    return sql
}

extension Statement where Result == SavedView {
    fileprivate static let savedViews = Statement(
        """
        select id, name, query, membership_id = current_actor() as is_own from saved_view
         where tenant_id = $1 and list = $2 and (is_shared or membership_id = current_actor())
         order by is_own desc, name, id limit 40
        """,
        SavedView.init,
        "id",
        "name",
        "query",
        "is_own"
    )
}

/// A list as a file for spreadsheets: what is read of a row, and a column for each heading.
public struct ListFile<Line: Sendable>: Sendable {
    /// A column: the wording key of its heading, and what stands in it.
    public typealias Column = (title: StaticString, value: @Sendable (Line, Words) -> any Text)

    let select: SQL
    let columns: [Column]
    let decode: @Sendable (Row) throws(Failure) -> Line

    /// `select` names columns of the tables that the list is made of; `{columns}` stands for those of declared fields.
    public init(
        _ select: StaticString,
        fields: [StaticString] = [],
        columns: [Column],
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Line
    ) {
        self.select = SQL(select, columns: fields)
        self.columns = columns
        self.decode = decode
    }

    /// The file of these rows, which knows whom it names.
    public func table(_ lines: [Line], _ words: Words) -> TableFile {
        var file = TableFile()
        file.add(columns.map { words($0.title) })
        for line in lines { file.add(columns.map { $0.value(line, words) }) }
        return file
    }
}

extension Visit {
    /// What the address asks of a list.
    public func asked<Row>(of listing: Listing<Row>) -> ListQuery {
        let query = request.query
        return listing.shape.read { query[$0] }
    }

    /// The list from which the page or the form was opened, with its filters, order and place.
    ///
    /// Read anew as a query of that list, so that nothing else can stand in it.
    public func trail<Row>(of listing: Listing<Row>) -> ListQuery { trail(of: listing.shape) }

    /// The same for a list of another slice, by where it is (`/courses`), as it stands at the end of an address.
    public func trail(at path: String) -> String {
        listing(at: path).map { trail(of: $0).trail } ?? ""
    }

    func trail(of shape: ListShape) -> ListQuery {
        var text = request.query[ListQuery.trailName]
        if text.isEmpty, request.method == .post {
            do throws(Failure) { text = try request.form()[ListQuery.trailName] } catch {}
        }
        return shape.read(text)
    }

    /// What can be asked of the list at a path of the space; nil where no list is, or where its page is shut to the visitor.
    public func listing(at path: String) -> ListShape? { anyListing(at: path)?.shape }

    /// The same with how its rows are read.
    func anyListing(at path: String) -> AnyListing? {
        let open = site.listings.filter { listing, door in
            guard "\(listing.shape.path)" == path, let kind = visitor.space?.kind else {
                return false
            }
            let scope = scope(of: door.needs)
            return door.kinds.has(kind) && scope > .none && scope <= listing.scopeMax
        }
        return open.min { $0.listing.scopeMax < $1.listing.scopeMax }?.listing
    }
}

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
            let few = listing.first(Found.rowsMax)
            let page = try visit.database.read(permit) { (db) throws(Failure) in
                try db.page(of: few, rows, query)
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
            if let index = shape.search?.index { statements.append(numberSQL(index, "aa")) }
            for scope in [.all] + Array(rows.reach.keys) {
                for query in shape.examples {
                    for way in SearchWay.allCases {
                        let sql = try ListSQL(shape, rows, query, scope, nil, way)
                        let countMax = rows.isCounted ? 1 : nil
                        statements.append(sql.page(rowsMax: 1, countMax: countMax))
                        statements.append(sql.page(rowsMax: 1, countMax: countMax, isOver: true))
                    }
                }
            }
            return statements
        }
    }
}

/// What one list finds by a text: its first rows, as the list shows them.
public struct Found {
    /// How many rows of a list are shown.
    static let rowsMax = 5

    /// The list's name.
    public let title: String
    /// How many rows it has found; with a plus when there are more than are counted.
    public let count: String
    /// Where all of them are; nil when all are shown.
    public let all: String?
    /// Writes the rows.
    public let write: (inout HTML) -> Void
}

extension Visit {
    /// What the lists find by a text whose pages are open to the visitor, each within the visitor's reach.
    public func found(by term: String) throws(Failure) -> [Found] {
        var (found, paths): ([Found], Set<String>) = ([], [])
        for (listing, door) in site.listings {
            let scope = scope(of: door.needs)
            guard let kind = visitor.space?.kind, door.kinds.has(kind), scope > .none,
                scope <= listing.scopeMax, listing.reaches.contains(scope),
                let search = listing.shape.search, search.condition == nil,
                paths.insert("\(listing.shape.path)").inserted
            else { continue }
            if let rows = try listing.find(self, try permit(for: door.needs), term) {
                found.append(rows)
            }
        }
        return found
    }

    /// The pages of the space and what can be done in it, of which every word of a text is in the title.
    public func pages(by term: String) -> [NextStep] {
        let wanted = term.lowercased().replacing("-", with: "").split(separator: " ")
        guard !wanted.isEmpty else { return [] }
        return links(site.menu + site.acts, site, visitor, words)
            .filter { link in
                let title = link.title.lowercased().replacing("-", with: "")
                return wanted.allSatisfy { title.contains($0) }
            }
            .map { NextStep($0.title, $0.path) }
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
