public import HTML

/// What a chart tells: its words, and counts that may be shown.
public struct ChartTable: Sendable {
    /// What the chart shows.
    public var title: String
    /// What a row is, then each part, then the total.
    public var heads: [String]
    /// What each row is called.
    public var labels: [String]
    /// The counts of the rows, each with its total where that has a head.
    let counts: [[Int?]]

    /// A chart of some rows of counts that may be shown; of nothing else can one be made.
    public init(
        _ title: String,
        heads: [String],
        labels: [String],
        _ safe: SafeCounts,
        from first: Int = 0
    ) {
        (self.title, self.heads, self.labels) = (title, heads, labels)
        counts = safe.rows.dropFirst(first).prefix(labels.count).map(Array.init)
    }

    /// The same for spreadsheets.
    public func write(to file: inout TableFile) {
        file.add([title])
        file.add(heads)
        for (label, row) in zip(labels, counts) {
            file.add(
                [label]
                    + row.prefix(heads.count - 1).map { $0.map(String.init) ?? ChartTable.hidden }
            )
        }
    }

    /// What stands in the place of a count that is not told.
    static let hidden = "–"
}

extension HTML {
    /// A table of counts, each row with its bar: what is not told is not drawn either.
    public mutating func chart(_ table: ChartTable) {
        let columns = table.heads.count - 1
        let parts = (table.counts.first?.count ?? 0) - 1
        let greatest =
            table.counts.map { row in
                row.last.flatMap(\.self) ?? row.compactMap(\.self).reduce(0, +)
            }.max() ?? 0
        HTML.table(&self, table) { h in
            h.thead { h in
                h.tr { h in
                    h.th(table.heads[0], .scope("col"))
                    for (index, head) in table.heads.dropFirst().enumerated() {
                        h.th(.scope("col")) { h in
                            if index < parts { h.drawing(10) { h in h.piece(0, 10, index) } }
                            h.text(head)
                        }
                    }
                }
            }
            h.tbody { h in
                for (label, row) in zip(table.labels, table.counts) {
                    h.tr { h in
                        h.th(.scope("row")) { h in
                            h.text(label)
                            guard row.contains(where: { $0 ?? 0 > 0 }) else { return }
                            h.drawing(1000) { h in
                                h.bar(row, scale: 1000 / Double(greatest))
                            }
                        }
                        for count in row.prefix(columns) {
                            h.td(count.map(String.init) ?? ChartTable.hidden)
                        }
                    }
                }
            }
        }
    }

    private static func table(_ h: inout HTML, _ table: ChartTable, content: (inout HTML) -> Void) {
        h.table(.class("figures")) { h in
            h.caption(table.title, .class("unseen"))
            content(&h)
        }
    }

    private mutating func drawing(_ width: Int, content: (inout HTML) -> Void) {
        svg(
            .viewBox("0 0 \(width) 10"),
            .preserveAspectRatio("none"),
            .ariaHidden(),
            .focusable("false"),
            content: content
        )
    }

    /// The parts of a row one after another, within the line of its total.
    private mutating func bar(_ row: [Int?], scale: Double) {
        if let total = row.last, let total, total > 0 { piece(0, Double(total) * scale, nil) }
        var x = 0.0
        for (index, count) in row.dropLast().enumerated() {
            guard let count, count > 0 else { continue }
            piece(x, Double(count) * scale, index)
            x += Double(count) * scale
        }
    }

    private mutating func piece(_ x: Double, _ width: Double, _ part: Int?) {
        rect(.class(part.map { "part-\($0)" } ?? "whole"), .x(x), .y(0), .width(width), .height(10))
    }
}
