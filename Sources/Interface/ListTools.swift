public import HTML
public import Wording

/// A filter that is an address.
public struct Chip: Sendable {
    /// What is kept.
    public var title: any Text
    /// The list with this filter.
    public var path: String
    /// Whether it is on.
    public var isCurrent: Bool
    /// Whether nothing else can be chosen in its place, so that it says that it goes away.
    public var isRemoved: Bool
    /// How many it would find; nil where that is not counted.
    public var count: String?

    /// A filter.
    public init(
        _ title: any Text,
        _ path: String,
        isCurrent: Bool = false,
        isRemoved: Bool = false,
        _ count: String? = nil
    ) {
        self.isRemoved = isRemoved
        self.count = count
        self.title = title
        self.path = path
        self.isCurrent = isCurrent
    }
}

/// Filters that ask the same, under the name of what they ask.
public struct ChipGroup: Sendable {
    /// What they ask.
    public var title: String
    /// The filters.
    public var chips: [Chip]

    var on: Int { chips.count { $0.isCurrent } }

    /// A group of filters.
    public init(_ title: String, _ chips: [Chip]) {
        self.title = title
        self.chips = chips
    }
}

/// A field that searches the list.
public struct SearchField: Sendable {
    /// Where it searches.
    public var action: String
    /// What can be searched for.
    public var label: String
    /// What was searched for.
    public var value: String
    /// The name in the address.
    public var name: String
    /// Other parts of the address that stay, such as filters.
    public var kept: [(name: String, value: String)]

    /// A search.
    public init(
        action: String,
        label: String,
        value: String = "",
        name: String = "q",
        kept: [(name: String, value: String)] = []
    ) {
        self.action = action
        self.label = label
        self.value = value
        self.name = name
        self.kept = kept
    }
}

extension HTML {
    /// Search and filters above a list.
    public mutating func filters(_ search: SearchField?, chips: [Chip] = [], _ words: Words) {
        let group = ChipGroup(words("interface.filters"), chips)
        filters(search, groups: chips.isEmpty ? [] : [group], words)
    }

    /// Search and filters above a list, the filters by what they ask.
    public mutating func filters(_ search: SearchField?, groups: [ChipGroup], _ words: Words) {
        div(.class("filters")) { h in
            if let search { h.search(search, words) }
            for group in groups { h.chips(group, words) }
        }
    }

    /// The same; where there is little room the filters wait behind one line, unless something in them has to be mended; those of `rest`
    /// wait there on wide screens too, unless one of them is on.
    mutating func foldedFilters(
        _ search: SearchField?,
        groups: [ChipGroup],
        rest: [ChipGroup],
        isOpen: Bool,
        _ words: Words,
        more: (inout HTML) -> Void
    ) {
        let isWhole = groups.first?.chips.first?.isCurrent ?? true
        let on = isWhole ? 0 : (groups + rest).reduce(0) { $0 + $1.on }
        div(.class("filters")) { h in
            if let search { h.search(search, words) }
            guard !groups.isEmpty else { return }
            h.details(.class("narrowing"), .open(isOpen)) { h in
                h.summary(
                    on == 0 ? words("interface.filters") : words.count("interface.filters.on", on),
                    .class("chip")
                )
                for group in groups { h.chips(group, words) }
                guard !rest.isEmpty else { return more(&h) }
                let on = rest.reduce(0) { $0 + $1.on }
                h.details(.open(isOpen || on > 0)) { h in
                    h.summary(
                        on == 0
                            ? words("interface.filters.more")
                            : words.count("interface.filters.on", on),
                        .class("chip")
                    )
                    h.div(.class("filters")) { h in
                        for group in rest { h.chips(group, words) }
                        more(&h)
                    }
                }
            }
        }
    }

    private mutating func chips(_ group: ChipGroup, _ words: Words) {
        div(.class("chip-group")) { h in
            h.ul(.class("chips"), .ariaLabel(group.title)) { h in
                for chip in group.chips {
                    h.li { h in
                        h.a(
                            .href(chip.path),
                            .ariaCurrent(chip.isCurrent ? "true" : nil)
                        ) { h in
                            chip.title.write(to: &h)
                            if let count = chip.count {
                                h.text(" ")
                                h.small(count)
                            }
                            guard chip.isRemoved else { return }
                            h.span(" ✕", .ariaHidden())
                            h.span(" " + words("interface.filter.remove"), .class("unseen"))
                        }
                    }
                }
            }
        }
    }

    /// A search alone.
    mutating func search(_ search: SearchField, _ words: Words) {
        form(.class("search"), .methodGet, .action(search.action), .role("search")) { h in
            for part in search.kept { h.hiddenField(part.name, part.value) }
            h.input(
                .class("field"),
                .type("search"),
                .name(search.name),
                .value(search.value),
                .ariaLabel(search.label),
                .placeholder(search.label),
                .autocomplete("off"),
                .data("search", "")
            )
            h.button(words("interface.search"), .class("button"), .type("submit"))
        }
    }

    /// Links to the parts of a list before and after this one, whatever it is sorted by.
    ///
    /// Nothing when it is all on one page.
    public mutating func pager(previous: String?, next: String?, _ words: Words) {
        guard previous != nil || next != nil else { return }
        nav(.class("pager"), .ariaLabel(words("interface.pager"))) { h in
            if let previous {
                h.a(
                    words("interface.previous"),
                    .class("button"),
                    .rel("prev"),
                    .href(previous)
                )
            }
            if let next {
                h.a(words("interface.next"), .class("button"), .rel("next"), .href(next))
            }
        }
    }

    /// The link above a page's title that leads back to the list from which it was opened.
    public mutating func wayBack(_ title: String, to path: String) {
        p(.class("soft")) { h in
            h.a(.href(path)) { h in
                h.span("← ", .ariaHidden())
                h.text(title)
            }
        }
    }

    /// Something to be copied to the letter, with a button where scripts run.
    public mutating func copyable(_ text: String, _ words: Words) {
        custom(
            "copy-text",
            .data("copy", words("interface.copy")),
            .data("copied", words("interface.copied"))
        ) { h in h.code(text) }
    }

    /// What is printed and filed: a receipt, a certificate, an extract.
    ///
    /// Under the woven band, with its title.
    public mutating func printableReceipt(
        _ title: some Text,
        printTitle: String,
        content: (inout HTML) -> Void
    ) {
        article(.class("receipt")) { h in
            h.div("", .class("weave"), .ariaHidden())
            h.h1 { h in h.text(title) }
            content(&h)
            h.printButton(printTitle)
        }
    }
}
