import Interface
import Access
import Audit
import Base
import HTTP
import Routing
import Store
import Wording

/// What a page of the log shows.
struct LogPage {
    var filter: LogFilter
    /// The people that the filter's name found.
    var found: [FoundPerson] = []
    /// The name of the person or of the actor that the filter names by id.
    var personName = ""
    var actorName = ""
    var lines: [LogLine] = []
    /// The page after this one.
    var next: LogKey?
    /// Only where the whole log is shown.
    var health: LogHealth?
    var days: [LogDay] = []
    var isFirst = true
}

/// People whom a name may find at most; a longer beginning finds fewer.
private let foundMax = 100

@Sendable func showLog(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    var entry = FormEntry(visit.request.query, words)
    let filter = LogFilter(&entry, words)
    let key = try pageKey(visit)
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
    return Looked(
        reply,
        Entry(.logRead, about: page.lines.isEmpty ? [] : page.people, count: page.lines.count)
    )
}

/// Where the page begins, if it is not the first.
func pageKey(_ visit: Visit) throws(Failure) -> LogKey? {
    guard let text = visit.request.query.first("before"), !text.isEmpty else { return nil }
    guard let key = LogKey(text) else { throw .refused(.malformed) }
    return key
}

private func logPage(
    _ db: borrowing Transaction,
    _ filter: LogFilter,
    before key: LogKey?,
    today: Day
) throws(Failure) -> LogPage {
    var page = LogPage(filter: filter)
    page.isFirst = key == nil
    let (found, named, actors) = try db.together(
        .all(.peopleByName, filter.name, foundMax),
        .all(.people, [filter.person].compactMap { $0 }),
        .oneIfAny(.actorName, filter.actor)
    )
    page.found = found
    page.personName = named.first?.name ?? ""
    page.actorName = actors ?? ""
    if page.showsWhole {
        let firstDay = today.adding(days: 1 - daysShown)
        (page.health, page.days) = try db.together(.oneIfAny(.health), .all(.days, firstDay))
    }
    var lines = try events(db, filter, people: page.people, before: key, Limits.logRows + 1)
    if lines.count > Limits.logRows {
        lines.removeLast(lines.count - Limits.logRows)
        page.next = lines.last?.key
    }
    page.lines = lines
    return page
}

/// How many days the chart shows.
let daysShown = 30

extension LogPage {
    /// Whether this is the log as it opens, with what is true of all of it.
    var showsWhole: Bool { isFirst && filter.isEmpty }

    /// The people whose events are shown; empty for everybody's.
    var people: [ID<Person>] {
        filter.person.map { [$0] } ?? found.map(\.id)
    }
}

/// Events by a filter, in the one statement that knows it.
func events(
    _ db: borrowing Transaction,
    _ filter: LogFilter,
    people: [ID<Person>],
    before key: LogKey?,
    _ rowsMax: Int
) throws(Failure) -> [LogLine] {
    try db.all(
        .lines,
        filter.isOfPeople ? people : nil,
        filter.actor,
        textIfAny(filter.role),
        filter.kind?.rawValue,
        filter.action?.rawValue,
        filter.outcome?.rawValue,
        filter.from,
        filter.to,
        filter.isSpecial,
        filter.isOutsideHours,
        key?.at,
        key?.id,
        rowsMax
    )
}

/// The people whom a filter names, by id or by the beginning of a name.
func people(
    _ db: borrowing Transaction,
    _ filter: LogFilter
) throws(Failure) -> [ID<Person>] {
    if let person = filter.person { return [person] }
    guard !filter.name.isEmpty else { return [] }
    return try db.all(.peopleByName, filter.name, foundMax).map(\.id)
}

private func textIfAny(_ text: String) -> String? {
    text.isEmpty ? nil : text
}

@Sendable func showEvent(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let id: ID<Event> = try visit.id()
    let event = try visit.read { (db) throws(Failure) in
        let (line, record, parts, changes) = try db.together(
            .one(.line, id),
            .one(.records, [id]),
            .all(.parts, [id]),
            .all(.changes, [id])
        )
        return LogEvent(line: line, record: record, parts: parts, changes: changes)
    }
    let reply = visit.page(words("log.event.title")) { h in
        eventPage(&h, event, visit.here("/log"), words)
    }
    return Looked(
        reply,
        Entry(.logEventRead, of: Object(id), about: event.subjects.compactMap(\.person))
    )
}

@Sendable func showFilters(_ visit: Visit) throws(Failure) -> Reply {
    let entry = FormEntry(visit.request.query, visit.words)
    return visit.page(visit.words("log.filters.title")) { h in
        filterPage(&h, entry, visit.here("/log"), visit.words)
    }
}
