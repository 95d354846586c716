public import Base
public import HTML
public import Wording

/// A column of a list: its head, and how a row fills its cell.
public struct Column<Row> {
    @usableFromInline let head: ColumnHead
    @usableFromInline let cell: (inout HTML, Row) -> Void

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
        let link = StartTag.a(.class("row"))
        return Column(title: title, sort: sort, isLabelled: false) { h, row in
            h.element(link, .href(path(row))) { h in h.text(value(row)) }
        }
    }

    /// A column of names.
    public static func name(
        _ title: String,
        sort: Sort? = nil,
        _ name: @escaping (Row) -> PersonName
    ) -> Column {
        Column(title: title, sort: sort) { h, row in h.soleName(name(row)) }
    }

    /// The column of names whose link opens the row.
    ///
    /// Goes first.
    public static func name(
        _ title: String,
        sort: Sort? = nil,
        path: @escaping (Row) -> String,
        _ name: @escaping (Row) -> PersonName
    ) -> Column {
        let link = StartTag.a(.class("row"))
        return Column(title: title, sort: sort, isLabelled: false) { h, row in
            h.element(link, .href(path(row))) { h in h.soleName(name(row)) }
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
        head = ColumnHead(title: title, sort: sort, isNumber: isNumber, isLabelled: isLabelled)
        self.cell = cell
    }
}

/// What a column is, whatever its rows are.
@usableFromInline
struct ColumnHead: Sendable {
    let title: String
    @usableFromInline let sort: Sort?
    let isNumber: Bool
    let isLabelled: Bool

    /// What each cell of the column begins with.
    @usableFromInline var cell: StartTag {
        .td(.when(isNumber, .class("number")), .when(isLabelled, .data("label", title)))
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

/// A box on each row, for doing one thing to many; the first column names it.
///
/// Goes inside a form.
public struct Bulk<Row> {
    @usableFromInline let cell = StartTag.td()
    @usableFromInline let box: StartTag
    @usableFromInline let value: (Row) -> String

    /// Boxes named `name`, each with a value.
    public init(name: String, value: @escaping (Row) -> String) {
        box = .input(.type("checkbox"), .name(name))
        self.value = value
    }
}

extension HTML {
    /// A list in a table.
    ///
    /// Folds into cards where it is narrow; of the heads, those that sort stay above the cards.
    ///
    /// The caption says what the list is to those who do not see the page; the first column opens
    /// the row; `bulk` puts a box before each row.
    ///
    /// Inlined so that it is made for each kind of row: what is generic where it runs takes three times as long.
    @inlinable
    public mutating func list<Row>(
        _ rows: [Row],
        caption: String,
        columns: [Column<Row>],
        bulk: Bulk<Row>? = nil,
        _ words: Words
    ) {
        let cells = columns.map(\.head.cell)
        list(caption, columns.map(\.head), isPicked: bulk != nil, words) { h in
            for (index, row) in rows.enumerated() {
                h.tr { h in
                    if let bulk {
                        h.element(bulk.cell) { h in
                            h.void(bulk.box, .value(bulk.value(row)), .ariaLabelledBy("r\(index)"))
                        }
                    }
                    for place in columns.indices {
                        let id: Attribute = .when(bulk != nil && place == 0, .id("r\(index)"))
                        h.elementIfFilled(cells[place], id) { h in
                            columns[place].cell(&h, row)
                        }
                    }
                }
            }
        }
    }

    @usableFromInline
    mutating func list(
        _ caption: String,
        _ heads: [ColumnHead],
        isPicked: Bool,
        _ words: Words,
        rows: (inout HTML) -> Void
    ) {
        div(.class("sheet")) { h in
            h.table(.class("list")) { h in
                h.caption(caption, .class("unseen"))
                let isSorted = heads.contains { $0.sort != nil }
                h.thead { h in
                    h.tr(.when(isSorted, .data("label", words("interface.sort")))) { h in
                        if isPicked {
                            h.th(.class("pick"), .scope("col")) { h in
                                h.span(words("interface.pick"), .class("unseen"))
                            }
                        }
                        for head in heads { h.columnHead(head, words) }
                    }
                }
                h.tbody(content: rows)
            }
        }
    }

    private mutating func columnHead(_ column: ColumnHead, _ words: Words) {
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
}
