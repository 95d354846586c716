import Access
public import Base
public import Interface
import Store

// Lists of what belongs to no space. `$1` of their rows is the account that asks, and no views of them are saved.

extension Visit {
    /// The page of a list that is asked for; when nothing stands behind its place any more, the first.
    public func page<Row>(
        of listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery
    ) throws(Failure) -> ListPage<Row> {
        let page = try outside(listing, rows, query)
        return page.isPastEnd ? try outside(listing, rows, query.fromStart) : page
    }

    private func outside<Row>(
        _ listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ query: ListQuery
    ) throws(Failure) -> ListPage<Row> {
        let (shape, reader) = (listing.shape, visitor.account?.id)
        let list = try ListSQL(shape, rows, query, .all, nil, .walk)
        let sql = list.page(rowsMax: shape.pageRows + 1, countMax: shape.countMax)
        return try readAccount { (db) throws(Failure) in
            let found = try db.answer(.counted(sql, rows.decode), for: reader)
            let groups = try db.answer(.all(list.facets, ListFacets.Group.read), for: reader)
            return ListPage(
                found.rows,
                count: min(found.count, shape.countMax),
                isOver: found.count > shape.countMax,
                of: query,
                in: listing,
                views: nil,
                facets: ListFacets(groups, of: shape)
            )
        }
    }

    /// Everything that a list is asked for, as a file for spreadsheets with the list's `name`.
    public func export<Row, Line>(
        _ listing: Listing<Row>,
        _ rows: ListRows<Row>,
        _ file: ListFile<Line>,
        as name: StaticString
    ) throws(Failure) -> Reply {
        let query = asked(of: listing).fromStart
        let sql = try ListSQL(listing.shape, rows, query, .all, nil, .walk)
            .all(file.select, rowsMax: Limits.exportRowsMax)
        let lines = try readAccount { (db) throws(Failure) in
            try db.answer(.all(sql, file.decode), for: visitor.account?.id)
        }
        return self.file("vakka-\(name)-\(today.iso).csv", file.table(lines, words))
    }
}
