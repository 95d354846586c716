import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

/// What a page of the log shows.
struct LogPage {
    var list: ListPage<LogLine>
    /// The people that the search found.
    var found: [PersonName]
    /// The name of the person or of the actor that the filter names by id.
    var person: PersonName?
    var actor: PersonName?
    /// Only where the whole log is shown.
    var health: LogHealth?
    var days: [LogDay] = []
}

/// How the log is, as far as this version can know.
struct LogHealth: Sendable {
    let count: Int
    let oldest: Instant?
    let newest: Instant?
}

/// The events of one day.
struct LogDay: Sendable {
    let day: Day
    let count: Int
    let refused: Int
}

/// How many days the chart shows.
let daysShown = 30

@Sendable func showLog(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let entry = visit.logEntry
    guard entry.isSound else {
        let offered = try offeredFilters(visit)
        let page = visit.page(words("log.title"), status: 422) { h in
            filterPage(&h, entry, offered, visit.here("/log"), words)
        }
        return Looked(page, Entry(.logRead, count: 0))
    }
    let query = visit.asked(of: .log)
    let page = try visit.read { (db) throws(Failure) in try logPage(db, query, visit.today) }
    let reply = visit.page(words("log.title")) { h in
        logPageView(&h, page, mayExport: visit.may(.logExport), visit.here("/log"), words)
    }
    let lines = page.list.rows
    let people = lines.isEmpty ? [] : people(query, page.found)
    return Looked(reply, Entry(.logRead, about: people, count: lines.count))
}

@Sendable func showFilters(_ visit: Visit) throws(Failure) -> Reply {
    let entry = FormEntry(visit.request.query, visit.words)
    let offered = try offeredFilters(visit)
    return visit.page(visit.words("log.filters.title")) { h in
        filterPage(&h, entry, offered, visit.here("/log"), visit.words)
    }
}

/// The roles and actions that there can be in this kind of space.
private func offeredFilters(_ visit: Visit) throws(Failure) -> OfferedFilters {
    let roles = try visit.read { (db) throws(Failure) in try db.all(.rolesHere) }
    return OfferedFilters(try visit.space.kind, roles)
}

private func logPage(
    _ db: borrowing Transaction,
    _ query: ListQuery,
    _ today: Day
) throws(Failure) -> LogPage {
    let (found, person, actor) = try db.together(
        .all(.peopleByName, query.search),
        .oneIfAny(.registeredName, query["person"].flatMap { ID<Person>($0) }),
        .oneIfAny(.actorName, query["actor"].flatMap { ID<Account>($0) })
    )
    // What is asked for is answered whole.
    let rows: ListRows<LogLine> = query.isNarrow ? .log : .logAsItOpens
    let list = try db.page(of: .log, rows, query, found: found.compactMap(\.person))
    var page = LogPage(list: list, found: found, person: person, actor: actor)
    if query.isPlain {
        let firstDay = today.adding(days: 1 - daysShown)
        (page.health, page.days) = try db.together(.oneIfAny(.health), .all(.days, firstDay))
    }
    return page
}

/// The people whose events are asked for, by id or by name; empty for everybody's.
func people(_ query: ListQuery, _ found: [PersonName]) -> [ID<Person>] {
    query["person"].flatMap { ID<Person>($0) }.map { [$0] } ?? found.compactMap(\.person)
}

extension Visit {
    /// What the address asks of the log; what does not hold is a problem, so that no list pretends to answer it.
    var logEntry: FormEntry {
        var entry = FormEntry(request.query, words)
        for name in Listing.log.shape.unread(entry.typed) {
            switch name {
            case "person", "actor": entry.problem(name, words("log.problem.link"))
            case "from", "to": entry.problem(name, words("form.problem.date"))
            default: entry.problem(name, words("form.problem.choice"))
            }
        }
        if let from = Day(typed: entry.typed("from")), let to = Day(typed: entry.typed("to")),
            to < from
        {
            entry.problem("to", words("log.problem.order"))
        }
        return entry
    }
}

extension Statement where Result == LogHealth {
    /// How many events the space's log has, and between which times.
    static let health = Statement(
        """
        select count(*) as count,
               (select at from log.event where tenant_id = $1 order by at, id limit 1) as oldest,
               (select at from log.event where tenant_id = $1 order by at desc, id desc limit 1) as newest
          from log.event where tenant_id = $1
        """,
        LogHealth.init,
        "count",
        "oldest",
        "newest"
    )
}

extension Statement where Result == LogDay {
    /// Events of each day in Finland from `$2` on; days without any are left out.
    static let days = Statement(
        """
        select (e.at at time zone 'Europe/Helsinki')::date as day, count(*) as count,
               count(*) filter (where e.outcome = 'refused') as refused
          from log.event e
         where e.tenant_id = $1 and e.at >= $2::date::timestamp at time zone 'Europe/Helsinki'
         group by 1 order by 1
        """,
        LogDay.init,
        "day",
        "count",
        "refused"
    )
}

extension Statement where Result == PersonName {
    /// People, and employees of requests, in whose names every word of `$2` is found.
    static let peopleByName = Statement(
        """
        (select (id, given_name || ' ' || family_name) as name from people_within('all', null, null)
          where tenant_id = $1 and searched like all (search_patterns($2))
            and searchable(family_name || ' ' || given_name) like all (search_patterns($2))
          order by name_key, id limit 100)
        union all
        (select (id, name) from employee_of_request
          where tenant_id = $1 and searchable(name) like all (search_patterns($2))
          order by order_key(name) collate "C", id limit 100)
        """,
        "name"
    )

    /// The name under which an account (`$2`) last stood in the space's log.
    static let actorName = Statement(
        """
        select (m.person_id, m.id, coalesce(p.body::jsonb ->> 'name', '')) as name
          from log.event_part p left join membership m on m.tenant_id = $1 and m.account_id = p.account_id
         where p.tenant_id = $1 and p.account_id = $2
         order by p.event_id desc limit 1
        """,
        "name"
    )
}
