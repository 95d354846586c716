public import Base
import HTTP

/// A row of a list, where only its id matters.
public enum ListedRow {}

/// What an address asks of a list: filters, search, order and place.
public struct ListQuery: Sendable, Equatable {
    /// Where in the list a page begins.
    ///
    /// A row's id and nothing else stands in the address; the database knows its key.
    public enum Cursor: Sendable, Equatable {
        /// At the start.
        case start
        /// Behind a row.
        case after(ID<ListedRow>)
        /// Before a row: the page that ends there.
        case before(ID<ListedRow>)
    }

    struct Choice: Sendable, Equatable {
        /// Which of the list's filters.
        let filter: Int
        let name: String
        let value: String
    }

    /// What is searched for: one line without spaces at its ends; empty for nothing.
    public internal(set) var search = ""
    var choices: [Choice] = []
    /// The filters of which the address asks what is no answer.
    var unread: [String] = []
    /// Which of the list's orders.
    public internal(set) var order = 0
    /// Whether the greatest comes first.
    public internal(set) var isDescending = false
    /// Where the page begins.
    public internal(set) var place = Cursor.start
    /// The order as the address says it; empty for the list's own.
    var sort = ""

    /// The value of a filter; nil when it is off.
    public subscript(_ name: String) -> String? {
        choices.first { $0.name == name }?.value
    }

    /// Whether anything but order and place is asked for.
    public var isNarrow: Bool { !search.isEmpty || !choices.isEmpty }

    /// Whether a filter is on.
    public var isFiltered: Bool { !choices.isEmpty }

    /// Whether it is the list as it opens.
    public var isPlain: Bool { !isNarrow && sort.isEmpty && place == .start }

    /// Whether a page before a row is asked for.
    public var isBackwards: Bool {
        if case .before = place { true } else { false }
    }

    /// The same from its start.
    public var fromStart: ListQuery {
        var other = self
        other.place = .start
        return other
    }

    /// Everything: the same order without filters and search.
    public var everything: ListQuery {
        var other = fromStart
        other.choices = []
        other.search = ""
        return other
    }

    /// The same from another place on.
    public func at(_ place: Cursor) -> ListQuery {
        var other = self
        other.place = place
        return other
    }

    /// The pairs of an address that asks this.
    public var pairs: [(name: String, value: String)] {
        var pairs: [(name: String, value: String)] = []
        if !search.isEmpty { pairs.append((ListQuery.searchName, search)) }
        for choice in choices { pairs.append((choice.name, choice.value)) }
        if !sort.isEmpty { pairs.append((ListQuery.sortName, sort)) }
        switch place {
        case .start: break
        case .after(let id): pairs.append((ListQuery.afterName, id.text))
        case .before(let id): pairs.append((ListQuery.beforeName, id.text))
        }
        return pairs
    }

    /// What follows the question mark in an address that asks this.
    public var text: String {
        pairs.map { "\($0.name)=\(percentEncoded($0.value))" }.joined(separator: "&")
    }

    /// The address of the list at `base` that shows this.
    public func path(_ base: String) -> String {
        let text = text
        return text.isEmpty ? base : "\(base)?\(text)"
    }

    /// What an address of a row carries so that its page leads back to this: `?list=…`; empty for the list as it opens.
    public var trail: String {
        // Signs that a value may hold as they are stand as they are: the trail is on every row of a page.
        let short = percentEncoded(text).replacing("%3D", with: "=").replacing("%26", with: ";")
        return isPlain ? "" : "?\(ListQuery.trailName)=\(short)"
    }

    /// The name under which an address says what is searched for.
    public static let searchName = "q"
    static let sortName = "sort"
    static let afterName = "after"
    static let beforeName = "before"
    /// The name under which pages and forms of a row keep the list that they were opened from.
    public static let trailName = "list"
}

/// What a list can be asked: its filters, orders and search, and how an address says so.
public struct ListShape: Sendable {
    /// Where its own words begin: `people.count`, `people.no-match`.
    public let key: StaticString
    /// The page below its space: `/people`.
    public let path: StaticString
    /// Its filters, in the order of the page.
    public let filters: [ListFilter]
    /// Its orders; it opens in the first.
    public let orders: [ListOrder]
    /// Its search; nil for none.
    public let search: ListSearch?
    /// Rows of one page.
    public internal(set) var pageRows: Int
    /// How far the rows are counted.
    public internal(set) var countMax = 10_000

    /// Reads an address by the values of its names; what it does not know it leaves out.
    public func read(_ value: (String) -> String) -> ListQuery {
        var query = ListQuery()
        if search != nil { query.search = ListQuery.searched(value(ListQuery.searchName)) }
        for (index, filter) in filters.enumerated() {
            let typed = value(filter.name)
            guard !typed.isEmpty else { continue }
            guard let condition = filter.condition(typed) else {
                query.unread.append(filter.name)
                continue
            }
            let value = condition.value ?? typed
            query.choices.append(ListQuery.Choice(filter: index, name: filter.name, value: value))
        }
        sort(&query, value(ListQuery.sortName))
        if let id = ID<ListedRow>(value(ListQuery.afterName)) {
            query.place = .after(id)
        } else if let id = ID<ListedRow>(value(ListQuery.beforeName)) {
            query.place = .before(id)
        }
        return query
    }

    /// The filters of which an address asks what is no answer.
    public func unread(_ value: (String) -> String) -> [String] {
        let names = filters.map { ($0.name, value($0.name), $0.condition) }
        return names.filter { !$1.isEmpty && $2($1) == nil }.map(\.0)
    }

    /// What a text asks that follows the question mark, as far as the list knows it; nothing for what cannot be read.
    public func read(_ text: String) -> ListQuery {
        do throws(Failure) {
            let query = try Form(parsing: text.replacing(";", with: "&").utf8)
            return read { query[$0] }
        } catch {
            return read { _ in "" }
        }
    }

    private func sort(_ query: inout ListQuery, _ typed: String) {
        query.isDescending = orders[0].isGreatestFirst
        let name = typed.hasPrefix("-") ? typed.dropFirst() : typed[...]
        guard let index = orders.firstIndex(where: { $0.name == name }) else { return }
        query.order = index
        query.isDescending = typed.hasPrefix("-")
        let isOwn = index == 0 && query.isDescending == orders[0].isGreatestFirst
        query.sort = isOwn ? "" : typed
    }

    /// The same with a filter at a value, or off when the value is nil, from its start.
    public func choosing(_ name: String, _ value: String?, in query: ListQuery) -> ListQuery {
        var other = query.fromStart
        other.choices.removeAll { $0.name == name }
        guard let value, let index = filters.firstIndex(where: { $0.name == name }) else {
            return other
        }
        let place = other.choices.firstIndex { $0.filter > index } ?? other.choices.endIndex
        let choice = ListQuery.Choice(filter: index, name: name, value: value)
        other.choices.insert(choice, at: place)
        return other
    }

    /// The conditions that are on, in SQL with their values.
    public func conditions(_ query: ListQuery) -> [ListFilter.Condition] {
        query.choices.compactMap { filters[$0.filter].condition($0.value) }
    }

    /// The same list in an order; a second time the other way round.
    func sorted(_ index: Int, _ query: ListQuery) -> ListQuery {
        var other = query.fromStart
        let isDown = query.order == index ? !query.isDescending : orders[index].isGreatestFirst
        sort(&other, (isDown ? "-" : "") + orders[index].name)
        if other.sort.isEmpty { other.order = 0 }
        return other
    }

    /// How a column's head sorts the list; nil for a column without an order of its own.
    public func sort(_ order: ListOrder?, _ query: ListQuery, _ base: String) -> Sort? {
        guard let order, let index = orders.firstIndex(where: { $0.name == order.name }) else {
            return nil
        }
        let now: Sort.Order? =
            query.order == index ? (query.isDescending ? .descending : .ascending) : nil
        return Sort(path: sorted(index, query).path(base), order: now)
    }
}

extension ListQuery {
    /// What is searched for: one line, no longer than any name.
    public static func searched(_ typed: String) -> String {
        let shown = typed.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
        var line = String.UnicodeScalarView()
        for scalar in shown.prefix(Limits.lineCharactersMax) { line.append(scalar) }
        return String(line).split(separator: " ").joined(separator: " ")
    }
}
