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
    var filter: LogFilter
    /// The people that the filter's name found.
    var found: [PersonName] = []
    /// The name of the person or of the actor that the filter names by id.
    var person: PersonName?
    var actor: PersonName?
    var lines: [LogLine] = []
    /// The page after this one.
    var next: LogKey?
    /// Only where the whole log is shown.
    var health: LogHealth?
    var days: [LogDay] = []
    var isFirst = true

    /// Whether this is the log as it opens, with what is true of all of it.
    var showsWhole: Bool { isFirst && filter.isEmpty }

    /// The people whose events are shown; empty for everybody's.
    var people: [ID<Person>] {
        filter.person.map { [$0] } ?? found.compactMap(\.person)
    }
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

/// People whom a name may find at most; a longer beginning finds fewer.
private let foundMax = 100
/// How many days the chart shows.
let daysShown = 30

@Sendable func showLog(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    var entry = FormEntry(visit.request.query, words)
    let filter = LogFilter(&entry)
    let key = try visit.logKey()
    guard entry.isSound else {
        let page = visit.page(words("log.title"), status: 422) { h in
            filterPage(&h, entry, visit.here("/log"), words)
        }
        return Looked(page, Entry(.logRead, count: 0))
    }
    let page = try visit.read { (db) throws(Failure) in
        try logPage(db, filter, before: key, today: visit.today)
    }
    let reply = visit.page(words("log.title")) { h in
        logPageView(&h, page, mayExport: visit.may(.logExport), visit.here("/log"), words)
    }
    let people = page.lines.isEmpty ? [] : page.people
    return Looked(reply, Entry(.logRead, about: people, count: page.lines.count))
}

@Sendable func showFilters(_ visit: Visit) throws(Failure) -> Reply {
    let entry = FormEntry(visit.request.query, visit.words)
    return visit.page(visit.words("log.filters.title")) { h in
        filterPage(&h, entry, visit.here("/log"), visit.words)
    }
}

private func logPage(
    _ db: borrowing Transaction,
    _ filter: LogFilter,
    before key: LogKey?,
    today: Day
) throws(Failure) -> LogPage {
    var page = LogPage(filter: filter, isFirst: key == nil)
    let (found, named, actor) = try db.together(
        .all(.peopleByName, filter.name, foundMax),
        .oneIfAny(.registeredName, filter.person),
        .oneIfAny(.actorName, filter.actor)
    )
    (page.found, page.person, page.actor) = (found, named, actor)
    if page.showsWhole {
        let firstDay = today.adding(days: 1 - daysShown)
        (page.health, page.days) = try db.together(.oneIfAny(.health), .all(.days, firstDay))
    }
    let wanted = logLines(filter, page.people, before: key, Limits.logRows + 1)
    let lines = try db.all(wanted, readLine)
    page.lines = Array(lines.prefix(Limits.logRows))
    if lines.count > Limits.logRows { page.next = page.lines.last?.key }
    return page
}

/// The people whom a filter names, by id or by the beginning of a name.
func people(_ db: borrowing Transaction, _ filter: LogFilter) throws(Failure) -> [ID<Person>] {
    if let person = filter.person { return [person] }
    guard !filter.name.isEmpty else { return [] }
    return try db.all(.peopleByName, filter.name, foundMax).compactMap(\.person)
}

/// Events by a filter, newest first: those older than a key, at most `rowsMax`.
func logLines(
    _ filter: LogFilter,
    _ people: [ID<Person>],
    before key: LogKey?,
    _ rowsMax: Int
) -> SQL {
    var sql = SQL(
        """
        select l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
               (l.label_person, l.label_member, l.label_text) as label, s.names as subjects
          from (select e.id from log.event e where e.tenant_id = $1
        """
    )
    if filter.isOfPeople {
        sql.add(
            " and e.id in (select p.event_id from log.events_about($1, ?::uuid[]) p(event_id))",
            people
        )
    }
    func narrow<Wanted: Value>(_ condition: StaticString, _ value: Wanted?) {
        if let value { sql.add(condition, value) }
    }
    narrow(
        " and e.id in (select event_id from log.event_part where tenant_id = $1 and account_id = ?)",
        filter.actor
    )
    narrow(" and e.role = ?", filter.role)
    narrow(" and e.kind = ?", filter.kind?.rawValue)
    narrow(" and e.action = ?", filter.action?.name)
    narrow(" and e.outcome = ?", filter.outcome?.rawValue)
    narrow(" and e.at >= ?::date::timestamp at time zone 'Europe/Helsinki'", filter.from)
    narrow(" and e.at < (?::date + 1)::timestamp at time zone 'Europe/Helsinki'", filter.to)
    if filter.isSpecial { sql.add(" and e.action = 'note.revealed'") }
    if filter.isOutsideHours {
        sql.add(
            """
             and (extract(isodow from e.at at time zone 'Europe/Helsinki') > 5
              or (e.at at time zone 'Europe/Helsinki')::time < '07:00'
              or (e.at at time zone 'Europe/Helsinki')::time >= '18:00')
            """
        )
    }
    if let key {
        sql.add(" and (e.at, e.id) < (?::timestamptz", key.at)
        sql.add(", ?::uuid)", key.id)
    }
    sql.add(" order by e.at desc, e.id desc limit ?) e", rowsMax)
    sql.add(
        """
          join log.event_line l on l.tenant_id = $1 and l.id = e.id
          left join lateral (
               select array_agg((x.person_id, x.membership_id, coalesce(p.given_name || ' ' || p.family_name, m.name,
                        r.name, ''))
                        order by x.ordinal) as names
                 from (select x.person_id, x.membership_id, x.ordinal from log.event_subject x
                        where x.tenant_id = $1 and x.event_id = e.id
                        order by x.ordinal limit 3) x
                 left join person p on p.tenant_id = $1 and p.id = x.person_id
                 left join membership m on m.tenant_id = $1 and m.id = x.membership_id
                 left join employee_of_request r on r.tenant_id = $1 and r.id = x.person_id) s on true
         order by l.at desc, l.id desc
        """
    )
    return sql
}

/// Reads a line of `logLines`.
let readLine: @Sendable (Row) throws(Failure) -> LogLine = { row throws(Failure) in
    LogLine(event: try LoggedEvent.read(row), subjects: try row.names("subjects"))
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
    /// People, and employees of requests, in whose names every word of `$5` is found; at most `$6` of each.
    fileprivate static let peopleByName = Statement(
        within: .reach,
        """
        (select (id, given_name || ' ' || family_name) as name from people_within($2, $3, $4)
          where tenant_id = $1 and searched like all (search_patterns($5))
            and searchable(family_name || ' ' || given_name) like all (search_patterns($5))
          order by name_key, id limit $6)
        union all
        (select (id, name) from employee_of_request
          where tenant_id = $1 and searchable(name) like all (search_patterns($5))
          order by order_key(name) collate "C", id limit $6)
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
