import Base
import HTTP

/// What a list of people is sorted by.
enum PeopleSort: String, CaseIterable, Sendable {
    case name
    case added
    case changed
}

/// A place in the list: the key that it is sorted by, and the id of the line there.
struct PeopleCursor: Sendable, Equatable {
    let key: String
    let id: ID<Person>

    private static let keyBytesMax = 2000
    /// Microseconds of the year 2200: a later time is nobody's.
    private static let timeMax = 7_258_118_400_000_000

    init(key: String, id: ID<Person>) {
        self.key = key
        self.id = id
    }

    /// Reads `<key>.<id>`; whatever else was typed there is no place at all.
    init?(_ text: String, sort: PeopleSort) {
        let bytes = Array(text.utf8)
        guard bytes.count > 36, bytes.count <= PeopleCursor.keyBytesMax,
            let id = ID<Person>(String(decoding: bytes.suffix(36), as: UTF8.self)),
            bytes[bytes.count - 37] == UInt8(ascii: ".")
        else { return nil }
        key = String(decoding: bytes.dropLast(37), as: UTF8.self)
        self.id = id
        guard sort == .name || time != nil else { return nil }
    }

    /// The key as a time, in microseconds since 1970.
    var time: Int? {
        guard let time = Int(key), (0...PeopleCursor.timeMax).contains(time) else { return nil }
        return time
    }

    var text: String { "\(key).\(id.text)" }
}

/// What a list of people shows, as its address says it.
struct PeopleFilter: Sendable {
    /// How a page follows from another.
    enum Place: Sendable, Equatable {
        case start
        case after(PeopleCursor)
        case before(PeopleCursor)
    }

    var search = ""
    var kind: PersonKind?
    var state: PersonState?
    var speaks: Language?
    var sort = PeopleSort.name
    var isDescending = false
    var place = Place.start

    init() {}

    /// Reads a query; what it does not know it leaves out.
    init(_ query: Form) {
        search = searched(query["q"])
        kind = PersonKind(rawValue: query["kind"])
        state = PersonState(rawValue: query["state"])
        speaks = Language(rawValue: query["speaks"])
        let order = query["sort"]
        isDescending = order.hasPrefix("-")
        if let sort = PeopleSort(rawValue: String(isDescending ? order.dropFirst() : order[...])) {
            self.sort = sort
        } else {
            isDescending = false
        }
        if let cursor = PeopleCursor(query["after"], sort: sort) {
            place = .after(cursor)
        } else if let cursor = PeopleCursor(query["before"], sort: sort) {
            place = .before(cursor)
        }
    }

    /// Whether anything but order and place is asked for.
    var isNarrow: Bool { !search.isEmpty || kind != nil || state != nil || speaks != nil }

    /// The pairs of an address that shows this.
    var pairs: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        if !search.isEmpty { pairs.append(("q", search)) }
        if let kind { pairs.append(("kind", kind.rawValue)) }
        if let state { pairs.append(("state", state.rawValue)) }
        if let speaks { pairs.append(("speaks", speaks.rawValue)) }
        if sort != .name || isDescending {
            pairs.append(("sort", (isDescending ? "-" : "") + sort.rawValue))
        }
        switch place {
        case .start: break
        case .after(let cursor): pairs.append(("after", cursor.text))
        case .before(let cursor): pairs.append(("before", cursor.text))
        }
        return pairs
    }

    /// What follows the question mark in an address that shows this.
    var query: String { Form(pairs.map { Form.Pair($0.name, $0.value) }).encoded }

    /// The address below `base` that shows this.
    func path(_ base: String) -> String {
        let query = query
        return query.isEmpty ? base : "\(base)?\(query)"
    }

    /// The same with something changed, from its start.
    func with(_ change: (inout PeopleFilter) -> Void) -> PeopleFilter {
        var other = self
        other.place = .start
        change(&other)
        return other
    }

    /// The same list sorted by this; a second time the other way round.
    ///
    /// Times begin with the newest.
    func sorted(by sort: PeopleSort) -> PeopleFilter {
        with { filter in
            filter.isDescending = self.sort == sort ? !isDescending : sort != .name
            filter.sort = sort
        }
    }
}

/// What is searched for: one line, no longer than any name.
private func searched(_ typed: String) -> String {
    let shown = typed.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    var line = String.UnicodeScalarView()
    for scalar in shown.prefix(Limits.lineCharactersMax) { line.append(scalar) }
    let words = String(line).split(separator: " ")
    return words.joined(separator: " ")
}

/// One page of a list: its lines, and where the pages before and after begin.
struct PeoplePage: Sendable {
    let lines: [PersonLine]
    let previous: PeopleFilter?
    let next: PeopleFilter?

    /// Of the lines that were found from a place on, one more than a page holds when there is more.
    ///
    /// Before a place they come in turned order, nearest first.
    init(_ found: [PersonLine], of filter: PeopleFilter) {
        let isBackwards = if case .before = filter.place { true } else { false }
        let kept = Array(found.prefix(Limits.pageRows))
        lines = isBackwards ? kept.reversed() : kept
        let hasMore = found.count > Limits.pageRows
        let hasPrevious = isBackwards ? hasMore : filter.place != .start
        let hasNext = isBackwards || hasMore
        previous =
            hasPrevious
            ? lines.first.map { line in
                filter.with { $0.place = .before(PeopleCursor(key: line.place, id: line.id)) }
            } : nil
        next =
            hasNext
            ? lines.last.map { line in
                filter.with { $0.place = .after(PeopleCursor(key: line.place, id: line.id)) }
            } : nil
    }
}
