public import HTML
public import Wording

/// A column of a list: its head, and how a row fills its cell.
public struct Column<Row> {
    let title: String
    var sort: Sort?
    var isNumber = false
    var isLabelled = true
    let cell: (inout HTML, Row) -> Void

    /// A column of plain text.
    public static func text(
        _ title: String,
        sort: Sort? = nil,
        _ value: @escaping (Row) -> String
    ) -> Column {
        Column(title: title, sort: sort) { h, row in h.text(value(row)) }
    }

    /// A column of numbers, set at the end of the cell.
    public static func number(
        _ title: String,
        sort: Sort? = nil,
        _ value: @escaping (Row) -> String
    ) -> Column {
        Column(title: title, sort: sort, isNumber: true) { h, row in h.text(value(row)) }
    }

    /// The column whose link opens the row; it covers the whole row.
    ///
    /// Goes first.
    public static func link(
        _ title: String,
        sort: Sort? = nil,
        path: @escaping (Row) -> String,
        _ value: @escaping (Row) -> String
    ) -> Column {
        Column(title: title, sort: sort, isLabelled: false) { h, row in
            h.a(value(row), .class("row-link"), .href(path(row)))
        }
    }

    /// A column of anything, such as states.
    ///
    /// `isLabelled` shows the column's name where the row is folded.
    public static func cell(
        _ title: String,
        sort: Sort? = nil,
        isLabelled: Bool = false,
        _ content: @escaping (inout HTML, Row) -> Void
    ) -> Column {
        Column(title: title, sort: sort, isLabelled: isLabelled, cell: content)
    }

    private init(
        title: String,
        sort: Sort? = nil,
        isNumber: Bool = false,
        isLabelled: Bool = true,
        cell: @escaping (inout HTML, Row) -> Void
    ) {
        self.title = title
        self.sort = sort
        self.isNumber = isNumber
        self.isLabelled = isLabelled
        self.cell = cell
    }
}

/// A column's sort: where its head leads, and how the list is sorted by it now.
public struct Sort: Sendable {
    /// Which way.
    public enum Order: Sendable {
        /// Least first.
        case ascending
        /// Greatest first.
        case descending
    }

    /// The same list sorted by this column, or the other way round.
    public var path: String
    /// How it is sorted by this column now; nil for not at all.
    public var order: Order?

    /// A sort.
    public init(path: String, order: Order? = nil) {
        self.path = path
        self.order = order
    }
}

/// A box on each row, for doing one thing to many.
///
/// Goes inside a form.
public struct Bulk<Row> {
    let name: String
    let value: (Row) -> String
    let label: (Row) -> String

    /// Boxes named `name`, each with a value and words of its own.
    public init(
        name: String,
        value: @escaping (Row) -> String,
        label: @escaping (Row) -> String
    ) {
        self.name = name
        self.value = value
        self.label = label
    }
}

extension HTML {
    /// A list in a table.
    ///
    /// Folds into cards where it is narrow; of the heads, those that sort stay above the cards.
    ///
    /// The caption says what the list is to those who do not see the page; the first column opens
    /// the row; `bulk` puts a box before each row.
    public mutating func list<Row>(
        _ rows: [Row],
        caption: String,
        columns: [Column<Row>],
        bulk: Bulk<Row>? = nil,
        _ words: Words
    ) {
        div(.class("sheet")) { h in
            h.table(.class("list")) { h in
                h.caption(caption, .class("unseen"))
                let isSorted = columns.contains { $0.sort != nil }
                h.thead { h in
                    h.tr(.when(isSorted, .data("label", words("interface.sort")))) { h in
                        if bulk != nil {
                            h.th(.class("pick"), .scope("col")) { h in
                                h.span(words("interface.pick"), .class("unseen"))
                            }
                        }
                        for column in columns { h.columnHead(column, words) }
                    }
                }
                h.tbody { h in
                    for row in rows {
                        h.tr { h in
                            if let bulk { h.pick(bulk, row) }
                            for column in columns { h.cell(column, row) }
                        }
                    }
                }
            }
        }
    }

    private mutating func columnHead<Row>(_ column: Column<Row>, _ words: Words) {
        let number: Attribute = .when(column.isNumber, .class("number"))
        guard let sort = column.sort else {
            th(column.title, .scope("col"), number)
            return
        }
        let order: (name: String, mark: String) =
            switch sort.order {
            case .ascending: ("ascending", " ↑")
            case .descending: ("descending", " ↓")
            case nil: ("none", "")
            }
        th(.scope("col"), .ariaSort(sort.order == nil ? nil : order.name), number) { h in
            h.a(.href(sort.path)) { h in
                h.span(words("interface.sort") + " ", .class("unseen"))
                h.text(column.title)
                if sort.order != nil { h.span(order.mark, .ariaHidden()) }
            }
        }
    }

    private mutating func pick<Row>(_ bulk: Bulk<Row>, _ row: Row) {
        td(.class("pick")) { h in
            h.input(
                .type("checkbox"),
                .name(bulk.name),
                .value(bulk.value(row)),
                .ariaLabel(bulk.label(row))
            )
        }
    }

    private mutating func cell<Row>(_ column: Column<Row>, _ row: Row) {
        td(
            .when(column.isNumber, .class("number")),
            .when(column.isLabelled, .data("label", column.title))
        ) { h in column.cell(&h, row) }
    }
}
