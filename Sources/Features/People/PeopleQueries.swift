import Access
import Base
import Routing
import Store

/// How far the reader's permission reaches, as `people_found` takes it.
struct Reach: Sendable {
    let scope: String
    let own: ID<Person>?

    init(_ visit: Visit) {
        scope = visit.permit.scope.rawValue
        own = visit.visitor.actor.person
    }
}

extension Transaction {
    /// A page of the list and the number of all that match, in one round trip.
    borrowing func people(
        _ filter: PeopleFilter,
        _ reach: Reach
    ) throws(Failure) -> (page: PeoplePage, count: Int) {
        let found = try found(filter, reach)
        return (PeoplePage(found.lines, of: filter), found.count)
    }

    private borrowing func found(
        _ filter: PeopleFilter,
        _ reach: Reach
    ) throws(Failure) -> (lines: [PersonLine], count: Int) {
        let search = filter.search.isEmpty ? nil : filter.search
        let (kind, state) = (filter.kind?.rawValue, filter.state?.rawValue)
        if filter.isEverybody, reach.scope == Scope.all.rawValue {
            return try together(.all(.everybody), .one(.everybodyCount))
        }
        let (key, time, id) = place(filter)
        let more = Limits.pageRows + 1
        let isUpwards = filter.isDescending == filter.isBackwards
        let statement = Statement.line(filter.sort, isUpwards: isUpwards)
        let from: any Value
        if filter.sort == .name { from = key } else { from = time }
        let (lines, count) = try together(
            .all(
                statement,
                reach.scope,
                reach.own,
                kind,
                state,
                filter.speaks,
                search,
                from,
                id,
                more
            ),
            .one(.peopleCount, reach.scope, reach.own, kind, state, filter.speaks, search)
        )
        return (lines, count)
    }

    private borrowing func place(
        _ filter: PeopleFilter
    ) -> (key: String?, time: Int?, id: ID<Person>?) {
        switch filter.place {
        case .start: (nil, nil, nil)
        case .after(let cursor), .before(let cursor): (cursor.key, cursor.time, cursor.id)
        }
    }

    /// Somebody within reach; anyone else is as absent as nobody: 404.
    borrowing func person(_ id: ID<Person>, _ reach: Reach) throws(Failure) -> RegisteredPerson {
        try one(.registeredPerson, reach.scope, reach.own, id)
    }
}

extension PeopleFilter {
    /// Whether it is the list's first page as it opens: nothing searched, filtered or turned.
    var isEverybody: Bool {
        guard case .start = place, sort == .name, !isDescending else { return false }
        return search.isEmpty && kind == nil && state == nil && speaks == nil
    }

    /// Whether the lines before a place are asked for.
    var isBackwards: Bool {
        if case .before = place { true } else { false }
    }
}

extension Statement where Result == PersonLine {
    // The page that is opened most. Its plan is the same for everyone, so it is made once a connection.
    static let everybody = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at, name_key as place
          from people_found('all', null, null, null, null, null)
         where tenant_id = $1 order by name_key, id limit 51
        """,
        PersonLine.init(row:)
    )

    /// The list in one of its orders; upwards begins with the least.
    static func line(_ sort: PeopleSort, isUpwards: Bool) -> Statement {
        switch (sort, isUpwards) {
        case (.name, true): linesByName
        case (.name, false): linesByNameDown
        case (.added, true): linesByAdded
        case (.added, false): linesByAddedDown
        case (.changed, true): linesByChanged
        case (.changed, false): linesByChangedDown
        }
    }

    private static let linesByName = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at, name_key as place
          from people_found($2, $3, $4, $5, $6, $7)
         where tenant_id = $1 and ($8::text is null or (name_key, id) > ($8 collate "C", $9::uuid))
         order by name_key, id limit $10
        """,
        PersonLine.init(row:)
    )

    private static let linesByNameDown = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at, name_key as place
          from people_found($2, $3, $4, $5, $6, $7)
         where tenant_id = $1 and ($8::text is null or (name_key, id) < ($8 collate "C", $9::uuid))
         order by name_key desc, id desc limit $10
        """,
        PersonLine.init(row:)
    )

    private static let linesByAdded = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at,
               (extract(epoch from created_at) * 1000000)::bigint::text as place
          from people_found($2, $3, $4, $5, $6, $7)
         where tenant_id = $1 and ($8::bigint is null
           or (created_at, id) > (timestamptz 'epoch' + $8 * interval '1 microsecond', $9::uuid))
         order by created_at, id limit $10
        """,
        PersonLine.init(row:)
    )

    private static let linesByAddedDown = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at,
               (extract(epoch from created_at) * 1000000)::bigint::text as place
          from people_found($2, $3, $4, $5, $6, $7)
         where tenant_id = $1 and ($8::bigint is null
           or (created_at, id) < (timestamptz 'epoch' + $8 * interval '1 microsecond', $9::uuid))
         order by created_at desc, id desc limit $10
        """,
        PersonLine.init(row:)
    )

    private static let linesByChanged = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at,
               (extract(epoch from changed_at) * 1000000)::bigint::text as place
          from people_found($2, $3, $4, $5, $6, $7)
         where tenant_id = $1 and ($8::bigint is null
           or (changed_at, id) > (timestamptz 'epoch' + $8 * interval '1 microsecond', $9::uuid))
         order by changed_at, id limit $10
        """,
        PersonLine.init(row:)
    )

    private static let linesByChangedDown = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at,
               (extract(epoch from changed_at) * 1000000)::bigint::text as place
          from people_found($2, $3, $4, $5, $6, $7)
         where tenant_id = $1 and ($8::bigint is null
           or (changed_at, id) < (timestamptz 'epoch' + $8 * interval '1 microsecond', $9::uuid))
         order by changed_at desc, id desc limit $10
        """,
        PersonLine.init(row:)
    )

    /// The chosen ones within reach, in the order of the list.
    static let chosenPeople = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, created_at, changed_at, name_key as place
          from people_found($2, $3, null, null, null, null)
         where tenant_id = $1 and id = any ($4::uuid[])
         order by name_key, id
        """,
        PersonLine.init(row:)
    )
}

extension Statement where Result == Int {
    static let everybodyCount = Statement(
        """
        select count(*) as count from people_found('all', null, null, null, null, null) where tenant_id = $1
        """
    ) { row throws(Failure) in try row.int("count") }

    static let peopleCount = Statement(
        """
        select count(*) as count from people_found($2, $3, $4, $5, $6, $7) where tenant_id = $1
        """
    ) { row throws(Failure) in try row.int("count") }
}

extension PersonLine {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        listName = try row.text("list_name")
        kind = try row.choice("kind")
        state = try row.choice("state")
        createdAt = try row.instant("created_at")
        changedAt = try row.instant("changed_at")
        place = try row.text("place")
    }
}
