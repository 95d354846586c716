public import Base
public import HTML
public import Wording

/// What a list can be sorted by.
public struct ListOrder: Sendable {
    /// Its name in the address.
    public let name: String
    /// Its key in SQL, never null; rows of one key stand in the order of their ids.
    public let key: StaticString
    /// Whether a list begins with the greatest, as lists of times do.
    public let isGreatestFirst: Bool

    /// An order by a key in SQL.
    public init(_ name: StaticString, _ key: StaticString, greatestFirst: Bool = false) {
        self.name = name.description
        self.key = key
        isGreatestFirst = greatestFirst
    }
}

/// One question that narrows a list.
public struct ListFilter: Sendable {
    /// A condition in SQL; each `?` stands for the value.
    public struct Condition: Sendable {
        /// The condition, such as `p.kind = ?`.
        public let sql: StaticString
        /// The answer as an address says it, in its one form; nil when there are no `?`.
        public let value: String?
        /// What the `?` stand for; nil when there are none.
        public let meaning: String?
        /// What follows the condition, with the `?` for the value; empty for nothing.
        public let tail: StaticString

        init(sql: StaticString, value: String?, meaning: String? = nil, tail: StaticString = "") {
            self.sql = sql
            self.value = value
            self.meaning = meaning ?? value
            self.tail = tail
        }
    }

    /// Its name in the address.
    public let name: String
    /// The wording key of what it asks.
    public let title: StaticString
    /// Whether it asks for a day.
    var isDay = false
    /// The answers that stand above the list as chips; the others do only while they are on.
    let shown: [String]
    /// What an answer is called; nil for what only the page knows.
    let words: @Sendable (String, Words) -> String?
    /// What an answer means in SQL; nil for what is no answer.
    public let condition: @Sendable (String) -> Condition?
    /// One answer of each kind, for trying every statement.
    public let examples: [String]
    /// What its answers are counted by; nil for a filter that counts none.
    public var facet: ListFacet?

    /// A closed choice; the words of an answer stand under `words.<code>`.
    public static func choice<Value: CaseIterable & RawRepresentable>(
        _ name: StaticString,
        of _: Value.Type,
        shown: [Value] = Array(Value.allCases),
        title: StaticString,
        words: StaticString,
        _ sql: StaticString
    ) -> ListFilter where Value.RawValue == String {
        let (codes, shown) = (Value.allCases.map(\.rawValue), shown.map(\.rawValue))
        return choice(name, of: codes, shown: shown, title: title, words: words, sql)
    }

    /// A closed choice by a text of the row, whose answers are counted.
    public static func choice<Value: CaseIterable & RawRepresentable>(
        _ name: StaticString,
        of _: Value.Type,
        by key: StaticString,
        title: StaticString,
        words: StaticString
    ) -> ListFilter where Value.RawValue == String {
        let codes = Value.allCases.map(\.rawValue)
        return ListFilter(
            name: name.description,
            title: title,
            shown: codes,
            words: { code, all in all.dynamic("\(words).\(code)") },
            condition: {
                codes.contains($0) ? Condition(sql: key, value: $0, tail: " = ?") : nil
            },
            examples: Array(codes.prefix(1)),
            facet: ListFacet(parts: [(key, nil)]) { $0 == $1 }
        )
    }

    /// A closed choice of which a row may have several, counted: an array of texts.
    public static func choice<Value: CaseIterable & RawRepresentable>(
        _ name: StaticString,
        of _: Value.Type,
        among key: StaticString,
        title: StaticString,
        words: StaticString
    ) -> ListFilter where Value.RawValue == String {
        let codes = Value.allCases.map(\.rawValue)
        return ListFilter(
            name: name.description,
            title: title,
            shown: codes,
            words: { code, all in all.dynamic("\(words).\(code)") },
            condition: {
                codes.contains($0)
                    ? Condition(sql: key, value: $0, tail: " @> array[?::text]") : nil
            },
            examples: Array(codes.prefix(1)),
            facet: ListFacet(
                parts: [("array_to_string(", nil), (key, nil), (", ' ')", nil)]
            ) { text, answer in text.split(separator: " ").contains { $0 == answer } }
        )
    }

    /// A choice among codes, of which the page shows some at all times; `meaning` is what the condition takes for a code.
    public static func choice(
        _ name: StaticString,
        of codes: [String],
        shown: [String] = [],
        title: StaticString,
        words: StaticString,
        meaning: @escaping @Sendable (String) -> String = { $0 },
        _ sql: StaticString
    ) -> ListFilter {
        ListFilter(
            name: name.description,
            title: title,
            shown: shown,
            words: { code, all in all.dynamic("\(words).\(code)") },
            condition: {
                codes.contains($0) ? Condition(sql: sql, value: $0, meaning: meaning($0)) : nil
            },
            examples: Array(codes.prefix(1))
        )
    }

    /// Answers each of which is a condition of its own; their words stand under `words.<code>`.
    ///
    /// Without `isShown` only links from other pages ask for them.
    public static func conditions(
        _ name: StaticString,
        title: StaticString,
        words: StaticString,
        isShown: Bool = true,
        _ conditions: KeyValuePairs<StaticString, StaticString>
    ) -> ListFilter {
        let known = conditions.map { (code: $0.key.description, sql: $0.value) }
        return ListFilter(
            name: name.description,
            title: title,
            shown: isShown ? known.map(\.code) : [],
            words: { code, all in all.dynamic("\(words).\(code)") },
            condition: { typed in
                known.first { $0.code == typed }.map { Condition(sql: $0.sql, value: nil) }
            },
            examples: known.map(\.code)
        )
    }

    /// What has waited for more than so many days, by the key of the order of waiting.
    public static func waited(
        _ name: StaticString,
        by order: ListOrder,
        days: [Int],
        title: StaticString
    ) -> ListFilter {
        let codes = days.map(String.init)
        // The longest wait of each row that is asked for; nothing for a shorter one.
        var parts: [(StaticString, String?)] = [("case", nil)]
        for code in days.sorted(by: >).map(String.init) {
            parts += [
                (" when ", nil), (order.key, nil),
                (" < public.moment() - make_interval(days => ?::text::integer) then ?::text", code),
            ]
        }
        let facet = ListFacet(parts: parts + [(" else '0' end", nil)]) { text, answer in
            Int(text) ?? 0 >= Int(answer) ?? 0
        }
        return ListFilter(
            name: name.description,
            title: title,
            shown: codes,
            words: { days, words in words("interface.waited.over", ["days": days]) },
            condition: { typed in
                guard codes.contains(typed) else { return nil }
                return Condition(
                    sql: order.key,
                    value: typed,
                    tail: " < public.moment() - make_interval(days => ?::integer)"
                )
            },
            examples: Array(codes.prefix(1)),
            facet: facet
        )
    }

    /// The id of something that a page chooses from, such as a course; with `key` its answers are counted by that column.
    public static func id(
        _ name: StaticString,
        title: StaticString,
        by key: StaticString? = nil,
        _ sql: StaticString
    ) -> ListFilter {
        ListFilter(
            name: name.description,
            title: title,
            shown: [],
            words: { _, _ in nil },
            condition: { ID<ListedRow>($0).map { Condition(sql: sql, value: $0.text) } },
            examples: [ID<ListedRow>().text],
            facet: key.map { key in ListFacet(parts: [(key, nil)]) { $0 == $1 } }
        )
    }

    /// A code of the row with its name, such as an organisation's; the answers are those that the rows have, the most frequent
    /// first.
    public static func named(
        _ name: StaticString,
        title: StaticString,
        by key: StaticString,
        as named: StaticString
    ) -> ListFilter {
        ListFilter(
            name: name.description,
            title: title,
            shown: [],
            words: { _, _ in nil },
            condition: { code in
                guard !code.isEmpty, code.utf8.count <= 40, !code.contains(" ") else { return nil }
                return Condition(sql: key, value: code, tail: " = ?")
            },
            examples: ["1234567-1"],
            facet: ListFacet(
                parts: [
                    ("coalesce(", nil), (key, nil), (" || ' ' || ", nil), (named, nil),
                    (", '')", nil),
                ],
                isNamed: true
            ) { text, answer in text.hasPrefix("\(answer) ") }
        )
    }

    /// A day, as people type it or as `2026-11-21`.
    public static func day(
        _ name: StaticString,
        title: StaticString,
        _ sql: StaticString
    ) -> ListFilter {
        ListFilter(
            name: name.description,
            title: title,
            isDay: true,
            shown: [],
            words: { day, words in Day(typed: day).map(words.date) },
            condition: { Day(typed: $0).map { Condition(sql: sql, value: $0.iso) } },
            examples: ["2026-11-21"]
        )
    }
}

/// How a list is searched.
public struct ListSearch: Sendable {
    /// The wording key of the field: what can be searched for.
    public let label: StaticString
    /// What a row is found by, in SQL: a text that `public.searchable` has made.
    public let text: StaticString
    /// A database function of patterns and a number that answers with the ids of the rows which match, so many and one
    /// more at most, and null for a term too short for its index; nil for lists that are short enough to be walked.
    public let index: StaticString?

    /// A condition in which each `?` stands for what the page has found; nil for a search in `text`.
    public let condition: StaticString?

    /// A search by what the page itself looks up first, such as the ids of people.
    public init(_ label: StaticString, where condition: StaticString) {
        self.label = label
        self.condition = condition
        text = ""
        index = nil
    }

    /// A search by a text.
    public init(_ label: StaticString, in text: StaticString, index: StaticString? = nil) {
        self.label = label
        self.text = text
        condition = nil
        self.index = index
    }
}

/// A column of a list: its head, its order and its cells, made for each page with the page's words.
public struct ListColumn<Row>: Sendable {
    /// What a column is made with.
    public struct Context {
        /// The page's words.
        public let words: Words
        /// How the column's head sorts; nil for not at all.
        public let sort: Sort?
        /// Where a row leads.
        public let path: (Row) -> String

        @usableFromInline
        init(words: Words, sort: Sort?, path: @escaping (Row) -> String) {
            self.words = words
            self.sort = sort
            self.path = path
        }
    }

    /// Its order; nil for a column that does not sort.
    public let order: ListOrder?
    @usableFromInline let make: @Sendable (Context) -> Column<Row>

    /// A column that is made from its place on the page.
    @inlinable
    public init(by order: ListOrder? = nil, _ make: @escaping @Sendable (Context) -> Column<Row>) {
        self.order = order
        self.make = make
    }

    /// The column whose link opens the row.
    @inlinable
    public static func link(
        _ title: StaticString,
        by order: ListOrder? = nil,
        _ value: @escaping @Sendable (Row) -> String
    ) -> ListColumn {
        ListColumn(by: order) { .link($0.words(title), sort: $0.sort, path: $0.path, value) }
    }

    /// A column of plain text.
    ///
    /// `isLabelled` shows the column's name where the row is folded.
    @inlinable
    public static func text(
        _ title: StaticString,
        by order: ListOrder? = nil,
        isLabelled: Bool = true,
        _ value: @escaping @Sendable (Row) -> String
    ) -> ListColumn {
        ListColumn(by: order) { place in
            .cell(place.words(title), sort: place.sort, isLabelled: isLabelled) { h, row in
                h.text(value(row))
            }
        }
    }

    /// A column of days; nothing where the same day stands `beside` it.
    @inlinable
    public static func day(
        _ title: StaticString,
        by order: ListOrder? = nil,
        beside: @escaping @Sendable (Row) -> Instant? = { _ in nil },
        _ value: @escaping @Sendable (Row) -> Instant
    ) -> ListColumn {
        ListColumn(by: order) { place in
            let words = place.words
            return .text(words(title), sort: place.sort) { row in
                let day = value(row).inFinland.day
                return beside(row)?.inFinland.day == day ? "" : words.date(day)
            }
        }
    }

    /// A column of how long each has waited, with the day since when, unless that stands `beside` it; nothing for who does not
    /// wait.
    @inlinable
    public static func waited(
        _ title: StaticString,
        by order: ListOrder? = nil,
        beside: @escaping @Sendable (Row) -> Instant? = { _ in nil },
        _ since: @escaping @Sendable (Row) -> Instant?
    ) -> ListColumn {
        .cell(title, by: order) { h, row, words in
            guard let since = since(row) else { return }
            h.text(words.waited(since: since))
            let day = since.inFinland.day
            if beside(row)?.inFinland.day != day { h.small(words.date(day)) }
        }
    }

    /// A column of a closed choice, whose words stand under `words.<code>` and say of themselves what they are about.
    @inlinable
    public static func choice<Value: CaseIterable & RawRepresentable & Hashable & SendableMetatype>(
        _ title: StaticString,
        words key: StaticString,
        by order: ListOrder? = nil,
        _ value: @escaping @Sendable (Row) -> Value
    ) -> ListColumn where Value.RawValue == String {
        ListColumn(by: order) { place in
            let names: [Value: String] = place.words.names(key)
            return .cell(place.words(title), sort: place.sort) { h, row in
                h.text(names[value(row)] ?? "")
            }
        }
    }

    /// A column of states: word, colour and shape.
    @inlinable
    public static func state<Value: CaseIterable & RawRepresentable & Hashable & SendableMetatype>(
        _ title: StaticString,
        words key: StaticString,
        by order: ListOrder? = nil,
        _ value: @escaping @Sendable (Row) -> Value,
        _ kind: @escaping @Sendable (Value) -> StateKind
    ) -> ListColumn where Value.RawValue == String {
        ListColumn(by: order) { place in
            let names: [Value: String] = place.words.names(key)
            return .cell(place.words(title), sort: place.sort, isLabelled: true) { h, row in
                let value = value(row)
                h.state(names[value] ?? "", kind(value))
            }
        }
    }

    /// A column of anything.
    @inlinable
    public static func cell(
        _ title: StaticString,
        by order: ListOrder? = nil,
        isLabelled: Bool = false,
        _ content: @escaping @Sendable (inout HTML, Row, Words) -> Void
    ) -> ListColumn {
        ListColumn(by: order) { place in
            let words = place.words
            return .cell(words(title), sort: place.sort, isLabelled: isLabelled) { h, row in
                content(&h, row, words)
            }
        }
    }
}

/// Acts on many rows: boxes on them, which the first column names, and the buttons below.
public struct ListBulk: Sendable {
    /// The name of a row's box in the form.
    public let name: StaticString
    /// Where the form goes, below the list: `/selection`.
    public let path: StaticString
    /// The buttons, each with its wording key and the value of the field `to`.
    public let buttons: [(key: StaticString, value: String)]

    /// Acts by the words of their buttons.
    public init(
        _ name: StaticString,
        path: StaticString,
        buttons: KeyValuePairs<StaticString, String>
    ) {
        self.name = name
        self.path = path
        self.buttons = buttons.map { ($0.key, $0.value) }
    }
}

/// A list, said once: what can be asked of it, and what each row shows.
public struct Listing<Row: Sendable>: Sendable {
    /// What can be asked.
    public private(set) var shape: ListShape
    /// Its columns; the first opens the row.
    public let columns: [ListColumn<Row>]
    /// The id of a row.
    public let id: @Sendable (Row) -> ID<ListedRow>
    /// What can be done with many at once; nil for nothing.
    public let bulk: ListBulk?

    /// `order` is how the list opens; columns may have others.
    ///
    /// `key` begins its own words: `<key>.title`, `<key>.count` in singular and plural, `<key>.count.over`, `<key>.everyone`
    /// for no filter at all, and `<key>.no-match` with `.what-to-do` and `.step`.
    public init<Of>(
        _ key: StaticString,
        at path: StaticString,
        by order: ListOrder,
        columns: [ListColumn<Row>],
        filters: [ListFilter] = [],
        search: ListSearch? = nil,
        pageRows: Int = Limits.pageRows,
        bulk: ListBulk? = nil,
        id: @escaping @Sendable (Row) -> ID<Of>
    ) {
        let others = columns.compactMap(\.order).filter { $0.name != order.name }
        shape = ListShape(
            key: key,
            path: path,
            filters: filters,
            orders: [order] + others,
            search: search,
            pageRows: pageRows
        )
        self.columns = columns
        self.id = { ID<ListedRow>(id($0)) }
        self.bulk = bulk
    }

    /// The same list with so many rows on a page, walked to be counted so far.
    public func first(_ rowsMax: Int, countMax: Int) -> Listing {
        var few = self
        few.shape.pageRows = rowsMax
        few.shape.countMax = countMax
        return few
    }
}
