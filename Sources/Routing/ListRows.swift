public import Access
public import Base
import HTTP
public import Interface
public import Store
public import Wording

/// Where the rows of a list come from: parts of SQL that stand in the sources.
///
/// A statement has those conditions that are on and no other, and is planned for what it is asked.
public struct ListRows<Row: Sendable>: Sendable {
    let select: StaticString
    let from: StaticString
    let lean: StaticString?
    let at: StaticString
    let id: StaticString
    let more: StaticString?
    let isCounted: Bool
    let reach: [Scope: StaticString]
    let decode: @Sendable (Store.Row) throws(Failure) -> Row

    /// `from` are the tables, `at` keeps them to the space (`p.tenant_id = $1`), `id` is the row's id.
    ///
    /// `lean` has the same rows for who reaches all of the space, with what the first order and the search ask for and no more: where
    /// nothing is filtered, rows are counted and found there.
    ///
    /// `more` joins what only the rows of the page need, once they are found; with an empty one the rows are found before their
    /// columns are read. Without `isCounted` nobody is told how many
    /// there are: a list that only grows would be counted anew for each page.
    ///
    /// `reach` says for narrower permissions whose rows there are; `?` is the reader's own person, or whom the page has found. A permission that is
    /// neither for all of the space nor among them is refused.
    public init(
        _ select: StaticString,
        from: StaticString,
        lean: StaticString? = nil,
        at: StaticString,
        id: StaticString,
        more: StaticString? = nil,
        isCounted: Bool = true,
        reach: KeyValuePairs<Scope, StaticString> = [:],
        _ decode: @escaping @Sendable (Store.Row) throws(Failure) -> Row
    ) {
        self.select = select
        self.from = from
        self.lean = lean
        self.at = at
        self.id = id
        self.more = more
        self.isCounted = isCounted
        self.reach = Dictionary(reach.map { ($0.key, $0.value) }) { first, _ in first }
        self.decode = decode
    }
}

/// Which way a search goes.
enum SearchWay {
    /// Among the rows that the index has found: few enough.
    case among([ID<ListedRow>])
    /// Along the list in its order.
    case walk
}

/// A statement of a list while it is put together.
struct ListSQL<Row: Sendable> {
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

    /// So many rows with `list_count`, which stops at `countMax` unless it is known; 0 where nothing is counted.
    func page(rowsMax: Int, countMax: Int?, known: Int? = nil) -> SQL {
        var sql = SQL("select ")
        sql.add(rows.select)
        sql.add(", ")
        if let countMax, known == nil {
            sql.add("(select count(*) from (select ")
            source(&sql, isLean: isPlain)
            conditions(&sql)
            sql.add(" limit ?) counted)", countMax + 1)
        } else {
            sql.add("?::bigint", known ?? 0)
        }
        sql.add(" as list_count ")
        if (shape.search?.index != nil && !query.search.isEmpty) || rows.more != nil {
            // What the order asks for alone is read until the page is full, then the rows themselves.
            sql.add("from ")
            sql.add(rows.from)
            if let more = rows.more { sql.add(more) }
            sql.add(" where ")
            sql.add(rows.at)
            sql.add(" and ")
            sql.add(rows.id)
            sql.add(" = any (array(select ")
            if case .among = way {
                few(&sql, rowsMax: rowsMax)
            } else {
                sql.add(rows.id)
                sql.add(" ")
                tail(&sql, rowsMax: rowsMax, isLean: isInOrder)
            }
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

    /// How many rows agree in all that the filters count by, of one row more at most than are counted; whatever those filters ask.
    var facets: SQL {
        var sql = SQL("select keys, count(*)::integer as number from (select array[")
        for (index, filter) in shape.counted.enumerated() {
            if index > 0 { sql.add(", ") }
            sql.add("(")
            for part in filter.facet?.parts ?? [] {
                if let value = part.value { sql.add(part.sql, value) } else { sql.add(part.sql) }
            }
            sql.add(")::text")
        }
        sql.add("] as keys ")
        source(&sql)
        add(shape.uncountedConditions(query), &sql)
        search(&sql)
        sql.add(" limit ?) counted group by keys", Limits.facetRowsMax + 1)
        return sql
    }

    /// Whether all rows are asked for that there are, but for a search.
    private var isPlain: Bool { !query.isFiltered && reach == nil }

    /// The same in the first order.
    private var isInOrder: Bool { isPlain && query.order == 0 }

    private func tail(_ sql: inout SQL, rowsMax: Int, isLean: Bool = false) {
        source(&sql, isLean: isLean)
        conditions(&sql)
        place(&sql)
        order(&sql)
        sql.add(" limit ?", rowsMax)
    }

    /// The first of few rows that are known: they are read and sorted, and no index of the order is walked in search of them.
    private func few(_ sql: inout SQL, rowsMax: Int) {
        sql.add("found.id from (select ")
        sql.add(rows.id)
        sql.add(" as id, ")
        sql.add(shape.orders[query.order].key)
        sql.add(" as key ")
        source(&sql, isLean: isInOrder)
        conditions(&sql)
        place(&sql)
        sql.add(
            isDown
                ? " offset 0) found order by key desc, id desc"
                : " offset 0) found order by key, id"
        )
        sql.add(" limit ?", rowsMax)
    }

    private func source(_ sql: inout SQL, isLean: Bool = false) {
        sql.add("from ")
        if isLean, let lean = rows.lean { sql.add(lean) } else { sql.add(rows.from) }
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
        add(shape.conditions(query), &sql)
        search(&sql)
    }

    private func add(_ conditions: [ListFilter.Condition], _ sql: inout SQL) {
        for condition in conditions {
            sql.add(" and (")
            if let value = condition.meaning, condition.tail.utf8CodeUnitCount > 0 {
                sql.add(condition.sql)
                sql.add(condition.tail, value)
            } else if let value = condition.meaning {
                sql.add(condition.sql, value)
            } else {
                sql.add(condition.sql)
            }
            sql.add(")")
        }
    }

    private func search(_ sql: inout SQL) {
        guard let search = shape.search, !query.search.isEmpty else { return }
        if let condition = search.condition {
            sql.add(" and ")
            sql.add(condition, found ?? [])
        } else if case .among(let ids) = way {
            sql.add(" and ")
            sql.add(rows.id)
            sql.add(" = any (?::uuid[])", ids)
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
    /// How many rows a search may find by its index; what finds more is counted no further.
    static let searchMax = 2000
    /// The same where only the first rows are shown.
    static let headMax = 1000
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

    /// The first rows of a list and how many there are, without what a page of it has around them.
    borrowing func head<Row>(
        of listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery
    ) throws(Failure) -> ListPage<Row> {
        try planOnce()
        return try read(listing, rows, query, nil, isBare: true)
    }

    private borrowing func read<Row>(
        _ listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery,
        _ people: [ID<Person>]?,
        isBare: Bool = false
    ) throws(Failure) -> ListPage<Row> {
        let shape = listing.shape
        var (way, countMax, known): (SearchWay, Int, Int?) = (.walk, shape.countMax, nil)
        if let index = shape.search?.index, !query.search.isEmpty {
            let most = isBare ? ListLimits.headMax : ListLimits.searchMax
            countMax = min(countMax, most)
            if let found = try self.found(index, query.search, most) {
                countMax = most
                if found.number == 0, isBare {
                    return ListPage([], count: 0, isOver: false, of: query, in: listing)
                }
                if found.number <= countMax { way = .among(found.ids) }
                if !query.isFiltered, permit.scope == .all { known = found.number }
            }
        }
        let (scope, person) = (permit.scope, permit.actor.person)
        let list = try ListSQL(shape, rows, query, scope, person, way, found: people)
        let sql = list.page(
            rowsMax: shape.pageRows + 1,
            countMax: rows.isCounted ? countMax : nil,
            known: known
        )
        // The search asks every list the same: no value changes how it is best found.
        let page = Ask.counted(sql, isKept: query.isPlain || isBare, rows.decode)
        let saved = Ask.all(.savedViews, "\(shape.path)")
        var facets: ListFacets?
        let (found, views): (Counted<Row>, [SavedView])
        if isBare {
            (found, views) = (try together(page), [])
        } else if scope == .all, !shape.counted.isEmpty {
            let groups: [ListFacets.Group]
            (found, views, groups) = try together(
                page,
                saved,
                .all(list.facets, isKept: query.isPlain, ListFacets.Group.read)
            )
            facets = ListFacets(groups, of: shape)
        } else {
            (found, views) = try together(page, saved)
        }
        return ListPage(
            found.rows,
            count: rows.isCounted ? min(found.count, countMax) : found.rows.count,
            isOver: found.count > countMax,
            of: query,
            in: listing,
            views: views,
            facets: facets
        )
    }

    /// What the index of a search finds: the rows while they are few, and how many there are, one more than `most` at most;
    /// nil for a term that is too short.
    private borrowing func found(
        _ index: StaticString,
        _ term: String,
        _ most: Int
    ) throws(Failure) -> (number: Int, ids: [ID<ListedRow>])? {
        let read = reader(
            {
                (number: Int?, ids: [String]) throws(Failure) -> (
                    number: Int, ids: [ID<ListedRow>]
                )? in
                number.map { ($0, ids.compactMap { ID<ListedRow>($0) }) }
            },
            "number",
            "ids"
        )
        return try together(.all(foundSQL(index, term, most), isKept: true, read)).first ?? nil
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

extension ListFacets.Group {
    static let read = reader(Self.init, "keys", "number")
}

func foundSQL(_ index: StaticString, _ term: String, _ most: Int) -> SQL {
    var sql = SQL("select cardinality(ids) as number, ")
    sql.add("case when cardinality(ids) <= ? then ids else '{}' end::text[] as ids from ", most)
    sql.add(index)
    sql.add("(public.search_patterns(?), ", term)
    sql.add("?) ids where $1::uuid = public.current_tenant()", most)
    return sql
}

extension Statement where Result == SavedView {
    fileprivate static let savedViews = Statement(
        """
        select id, name, query, membership_id = current_actor() as is_own,
               not is_member(tenant_id, membership_id) as is_left
          from saved_view
         where tenant_id = $1 and list = $2 and (is_shared or membership_id = current_actor())
         order by is_own desc, name, id limit 40
        """,
        SavedView.init,
        "id",
        "name",
        "query",
        "is_own",
        "is_left"
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

    /// What is read of a row of the list as it stands.
    public init(_ rows: ListRows<Line>, columns: [Column]) {
        self.init(rows.select, columns: columns, rows.decode)
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
    /// Everything that a list is asked for, as a file for spreadsheets.
    public func export<Row, Line>(
        _ listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ file: ListFile<Line>
    ) throws(Failure) -> (reply: Reply, lines: [Line]) {
        let query = asked(of: listing)
        let lines = try read { (db) throws(Failure) in try db.file(of: listing, rows, query, file) }
        let list = "\(listing.shape.path)".dropFirst().replacing("/", with: "-")
        let name = "\(try space.slug)-\(list)-\(today.iso).csv"
        return (self.file(name, file.table(lines, words)), lines)
    }

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
        openListings.filter { "\($0.listing.shape.path)" == path }
            .min { $0.listing.scopeMax < $1.listing.scopeMax }?.listing
    }

    /// The lists whose pages are open to the visitor.
    var openListings: [(listing: AnyListing, door: Route)] {
        guard let kind = visitor.space?.kind else { return [] }
        return site.listings.filter { listing, door in
            let scope = scope(of: door.needs)
            return door.kinds.has(kind) && scope > .none && scope <= listing.scopeMax
        }
    }
}
