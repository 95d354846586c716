public import Base
public import HTML
public import Wording

/// A list with what somebody asks of it again and again, under a name.
public struct SavedView: Sendable {
    /// Its id.
    public let id: ID<SavedView>
    /// Its name.
    public let name: String
    /// What follows the question mark in the list's address.
    public let query: String
    /// Whether it is the reader's own.
    public let isOwn: Bool
    /// Whether whoever saved it has left.
    public let isLeft: Bool

    /// A view.
    public init(
        _ id: ID<SavedView>,
        _ name: String,
        _ query: String,
        _ isOwn: Bool,
        _ isLeft: Bool
    ) {
        self.id = id
        self.name = name
        self.query = query
        self.isOwn = isOwn
        self.isLeft = isLeft
    }
}

/// One page of a list: its rows, how many there are in all, and where the pages before and after begin.
public struct ListPage<Row: Sendable>: Sendable {
    /// The rows in the order of the list.
    public let rows: [Row]
    /// How many the whole list has, or how many were counted before counting stopped.
    public let count: Int
    /// Whether the list has more than `count`.
    public let isOver: Bool
    /// What was asked.
    public let query: ListQuery
    /// What the page before this one asks; nil at the start.
    public let previous: ListQuery?
    /// What the page after this one asks; nil at the end.
    public let next: ListQuery?
    /// The views of the list that the reader finds above it; nil where none can be saved.
    public let views: [SavedView]?
    /// The numbers beside its filters; nil where they are not counted.
    public let facets: ListFacets?

    /// Of the rows that were found from a place on, one more than a page holds when there is more.
    ///
    /// Before a place they come in turned order, nearest first.
    public init(
        _ found: [Row],
        count: Int,
        isOver: Bool = false,
        of query: ListQuery,
        in listing: Listing<Row>,
        views: [SavedView]? = [],
        facets: ListFacets? = nil
    ) {
        self.views = views
        self.facets = facets
        let kept = Array(found.prefix(listing.shape.pageRows))
        let hasMore = found.count > kept.count
        rows = query.isBackwards ? kept.reversed() : kept
        self.count = count
        self.isOver = isOver
        self.query = query
        let hasPrevious = query.isBackwards ? hasMore : query.place != .start
        let hasNext = query.isBackwards || hasMore
        let (first, last) = (rows.first.map(listing.id), rows.last.map(listing.id))
        previous = hasPrevious ? first.map { query.at(.before($0)) } : nil
        next = hasNext ? last.map { query.at(.after($0)) } : nil
    }

    /// Whether nothing stands behind the place of the address any more, though the list may not be empty.
    public var isPastEnd: Bool { rows.isEmpty && query.place != .start }

    /// How many there are, in words: `<key>.one`, `<key>.other` or `<key>.over`.
    public func counted(_ key: StaticString, _ words: Words) -> String {
        isOver
            ? words.dynamic("\(key).over", ["count": words.number(count)])
            : words.count(key, count)
    }
}

/// Answers to a filter that only the page knows, such as the courses there are; they stand in place of the filter's own.
public struct ListOffer: Sendable {
    let filter: String
    let answers: [(code: String, title: any Text)]

    /// Answers to the filter of this name, each with its words.
    public init(_ filter: String, _ answers: [(code: String, title: any Text)]) {
        self.filter = filter
        self.answers = answers
    }
}

extension ListShape {
    /// The chips above the list; one that is on leads to the list without it.
    func chips(
        _ query: ListQuery,
        _ base: String,
        _ offers: [ListOffer],
        _ facets: ListFacets?,
        _ words: Words
    ) -> [ChipGroup] {
        var groups: [ChipGroup] = []
        for filter in filters {
            let now = query[filter.name]
            func answer(_ code: String) -> (code: String, title: any Text)? {
                filter.words(code, words).map { (code, $0) }
            }
            var answers =
                offers.first { $0.filter == filter.name }?.answers
                ?? facets?.answers(of: filter) ?? filter.shown.compactMap(answer)
            if let now, !answers.contains(where: { $0.code == now }), let answer = answer(now) {
                answers.append(answer)
            }
            guard !answers.isEmpty else { continue }
            var chips = answers.compactMap { code, title -> Chip? in
                let isOn = code == now
                let number = facets?.number(code, of: filter, query)
                // What would find nobody is no way on.
                guard isOn || number != 0 else { return nil }
                let other = choosing(filter.name, isOn ? nil : code, in: query)
                let isAlone = isOn && answers.count == 1
                let count = number.map { words.number($0) }
                return Chip(title, other.path(base), isCurrent: isOn, isRemoved: isAlone, count)
            }
            if groups.isEmpty {
                let title = words.dynamic("\(key).everyone")
                let path = query.everything.path(base)
                chips.insert(Chip(title, path, isCurrent: !query.isNarrow), at: 0)
            }
            // Filters that ask under one name stand together.
            let title = words(filter.title)
            let before = groups.last?.title == title ? groups.removeLast().chips : []
            let all = before + chips
            if !all.isEmpty { groups.append(ChipGroup(title, all)) }
        }
        return groups
    }

    func searchField(_ query: ListQuery, _ base: String, _ words: Words) -> SearchField? {
        guard let search else { return nil }
        let kept = query.fromStart.pairs.filter { $0.name != ListQuery.searchName }
        return SearchField(
            action: base,
            label: words(search.label),
            value: query.search,
            kept: kept
        )
    }
}

extension HTML {
    /// What takes everything that is asked out as a file; nothing where there is nothing.
    public mutating func exportButton<Row>(_ page: ListPage<Row>, at base: String, _ words: Words) {
        guard !page.rows.isEmpty else { return }
        button(words("interface.export"), to: page.query.fromStart.path("\(base)/export.csv"))
    }

    /// A list with its search and filters, its rows, and the ways to the pages before and after.
    ///
    /// `base` is the list's own path. `once` is the key of the form for many rows; nil for those who may not. `acts` are those
    /// acts on many that the reader may do; nil for all. `none` is
    /// shown where nothing is asked and nothing there. Without `isAsked` only a list that is narrowed offers search and
    /// filters. `more` leads to filters that have no place above the list.
    @inlinable
    public mutating func listing<Row>(
        _ listing: Listing<Row>,
        _ page: ListPage<Row>,
        at base: String,
        isAsked: Bool = true,
        offers: [ListOffer] = [],
        once: String? = nil,
        acts: Set<String>? = nil,
        more: NextStep? = nil,
        _ words: Words,
        none: (inout HTML) -> Void
    ) {
        let query = page.query
        if query.isNarrow || (isAsked && page.count > 0) {
            listFilters(listing.shape, query, page.views, page.facets, base, offers, more, words)
        }
        if page.rows.isEmpty {
            if query.isNarrow { noMatch(listing.shape, base, words) } else { none(&self) }
        } else if let bulk = listing.bulk, let once {
            form(action: "\(base)\(bulk.path)", once: once, isGuarded: false) { h in
                h.hiddenField(ListQuery.trailName, query.text)
                h.rows(of: listing, page, at: base, isPicked: true, words)
                if page.count > page.rows.count, page.count <= Limits.bulkRowsMax {
                    h.checkbox("all", label: words.count("interface.pick.all", page.count))
                }
                h.buttons { h in
                    for button in bulk.buttons where acts?.contains(button.value) ?? true {
                        h.submitButton(words(button.key), name: "to", value: button.value)
                    }
                }
            }
        } else {
            rows(of: listing, page, at: base, words)
        }
        pager(previous: page.previous?.path(base), next: page.next?.path(base), words)
    }

    /// The rows of a list alone.
    @inlinable
    public mutating func rows<Row>(
        of listing: Listing<Row>,
        _ page: ListPage<Row>,
        at base: String = "",
        isPicked: Bool = false,
        _ words: Words
    ) {
        let (folder, trail, id) = (base + "/", page.query.trail, listing.id)
        let path: (Row) -> String = { folder + id($0).text + trail }
        var bulk: Bulk<Row>?
        if isPicked, let many = listing.bulk {
            bulk = Bulk(name: many.name.description) { id($0).text }
        }
        list(
            page.rows,
            caption: words.dynamic("\(listing.shape.key).title"),
            columns: listing.columns.map { column in
                column.make(
                    ListColumn.Context(
                        words: words,
                        sort: listing.shape.sort(column.order, page.query, base),
                        path: path
                    )
                )
            },
            bulk: bulk,
            words
        )
    }

    @usableFromInline
    mutating func listFilters(
        _ shape: ListShape,
        _ query: ListQuery,
        _ views: [SavedView]?,
        _ facets: ListFacets?,
        _ base: String,
        _ offers: [ListOffer],
        _ more: NextStep?,
        _ words: Words
    ) {
        var groups = shape.chips(query, base, offers, facets, words)
        let days = more == nil ? shape.filters.filter(\.isDay) : []
        var rest: [ChipGroup] = []
        if more == nil, groups.count + (days.isEmpty ? 0 : 1) > 3 {
            rest = Array(groups.dropFirst())
            groups = Array(groups.prefix(1))
        }
        let asked = query.fromStart
        let chips = (views ?? []).map { view in
            let kept = shape.read(view.query).fromStart
            let name = view.isLeft ? words("views.left", ["name": view.name]) : view.name
            return Chip(name, kept.path(base), isCurrent: kept == asked)
        }
        if !chips.isEmpty { groups.append(ChipGroup(words("views.title"), chips)) }
        let search = shape.searchField(query, base, words)
        if search != nil || !groups.isEmpty {
            foldedFilters(search, groups: groups, rest: rest, isOpen: !query.unread.isEmpty, words)
            {
                h in
                if !days.isEmpty { h.dayFilters(days, query, base, words) }
            }
        }
        let list = "\(shape.path)"
        let canSave = !asked.isPlain && !chips.contains(where: \.isCurrent)
        guard let views else { return }
        let hasOwn = views.contains { $0.isOwn || $0.isLeft }
        guard base.hasSuffix(list), more != nil || canSave || hasOwn else { return }
        let folder = "\(base.dropLast(list.utf8.count))/views"
        p(.class("filters")) { h in
            if let more { h.a(more.title, .href(more.path)) }
            if canSave {
                let query = "list=\(percentEncoded(list))&query=\(percentEncoded(asked.text))"
                h.a(words("views.save.link"), .href("\(folder)/new?\(query)"))
            }
            if hasOwn { h.a(words("views.own"), .href(folder)) }
        }
    }

    /// From when to when.
    private mutating func dayFilters(
        _ filters: [ListFilter],
        _ query: ListQuery,
        _ base: String,
        _ words: Words
    ) {
        let names = filters.map(\.name)
        form(.class("days"), .methodGet, .action(base), .novalidate()) { h in
            for part in query.fromStart.pairs where !names.contains(part.name) {
                h.hiddenField(part.name, part.value)
            }
            for filter in filters {
                let isUnread = query.unread.contains(filter.name)
                h.dateField(
                    filter.name,
                    label: words(filter.title),
                    value: query[filter.name] ?? "",
                    problem: isUnread ? words("form.problem.date") : nil,
                    isRequired: false
                )
            }
            h.submitButton(words("interface.filters.days"))
        }
    }

    @usableFromInline
    mutating func noMatch(_ shape: ListShape, _ base: String, _ words: Words) {
        emptyState(
            words.dynamic("\(shape.key).no-match"),
            words.dynamic("\(shape.key).no-match.what-to-do"),
            step: NextStep(words.dynamic("\(shape.key).no-match.step"), base)
        )
    }
}
