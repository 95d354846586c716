public import HTML
internal import Wording

/// One bar of a chart.
public struct Bar: Sendable {
    /// What it stands for, such as a date.
    public var label: String
    /// How many in all.
    public var value: Int
    /// How many of them were refused; drawn in the danger colour at the foot.
    public var refused: Int

    /// A bar.
    public init(_ label: String, _ value: Int, refused: Int = 0) {
        self.label = label
        self.value = value
        self.refused = refused
    }
}

extension HTML {
    /// A chart of bars, with its numbers in a table for those who do not see it.
    ///
    /// - Parameters:
    ///   - bars: From left to right.
    ///   - title: What the chart shows.
    ///   - heads: The table's heads: label, value, and refused when any bar has such a part.
    public mutating func bars(
        _ bars: [Bar],
        title: String,
        heads: (label: String, value: String, refused: String?)
    ) {
        guard let greatest = bars.map(\.value).max() else { return }
        let height = 72.0
        let step = 25.0
        let scale = greatest > 0 ? height / Double(greatest) : 0
        figure(.class("chart")) { h in
            h.figcaption(title)
            h.svg(
                .class("bars"),
                .viewBox("0 0 \(Int(step) * bars.count) \(Int(height))"),
                .preserveAspectRatio("none"),
                .ariaHidden(),
                .focusable("false")
            ) { h in
                for (index, bar) in bars.enumerated() where bar.value > 0 {
                    let x = Double(index) * step + 3
                    // Something is never drawn as nothing.
                    h.bar(x, step - 6, max(2, Double(bar.value) * scale), height, nil)
                    if bar.refused > 0 {
                        let part = max(3, Double(min(bar.refused, bar.value)) * scale)
                        h.bar(x, step - 6, part, height, "is-refused")
                    }
                }
            }
            if let first = bars.first, let last = bars.last, bars.count > 1 {
                h.div(.class("ends soft"), .ariaHidden()) { h in
                    h.span(first.label)
                    h.span(last.label)
                }
            }
            h.numbers(bars, title, heads)
        }
    }

    private mutating func bar(
        _ x: Double,
        _ width: Double,
        _ part: Double,
        _ height: Double,
        _ name: String?
    ) {
        rect(
            name.map { .class($0) } ?? .absent,
            .x(x),
            .y(height - part),
            .width(width),
            .height(part),
            .rx(2)
        )
    }

    private mutating func numbers(
        _ bars: [Bar],
        _ title: String,
        _ heads: (label: String, value: String, refused: String?)
    ) {
        table(.class("unseen")) { h in
            h.caption(title)
            h.thead { h in
                h.tr { h in
                    h.th(heads.label, .scope("col"))
                    h.th(heads.value, .scope("col"))
                    if let refused = heads.refused { h.th(refused, .scope("col")) }
                }
            }
            h.tbody { h in
                for bar in bars {
                    h.tr { h in
                        h.th(bar.label, .scope("row"))
                        h.td(String(bar.value))
                        if heads.refused != nil { h.td(String(bar.refused)) }
                    }
                }
            }
        }
    }
}
