import Base

/// What a filter counts its answers by: a text for each row, in SQL.
public struct ListFacet: Sendable {
    /// The parts of the expression; in one that comes with a value `?` stands for the value.
    public let parts: [(sql: StaticString, value: String?)]
    /// Whether the text is an answer's code, a space, and its name.
    var isNamed = false
    /// Whether a row of this text is among those that an answer finds.
    let finds: @Sendable (_ text: String, _ answer: String) -> Bool
}

/// How many rows each answer of each filter would find, beside the other filters that are on.
public struct ListFacets: Sendable {
    /// Rows that agree in what all filters count by.
    public struct Group: Sendable {
        let texts: [String]
        let number: Int

        /// `texts` has one text for each filter that counts, in their order.
        public init(_ texts: [String], _ number: Int) {
            (self.texts, self.number) = (texts, number)
        }
    }

    private let groups: [Group]
    private let filters: [ListFilter]

    /// Nil when there are more rows than are counted: then no number would be true.
    public init?(_ groups: [Group], of shape: ListShape) {
        guard groups.reduce(0, { $0 + $1.number }) <= Limits.facetRowsMax else { return nil }
        self.groups = groups
        filters = shape.counted
    }

    /// The answers that the rows themselves name, the most frequent first; nil for a filter that knows its own.
    func answers(of filter: ListFilter) -> [(code: String, title: any Text)]? {
        guard filter.facet?.isNamed == true,
            let index = filters.firstIndex(where: { $0.name == filter.name })
        else { return nil }
        var numbers: [String: Int] = [:]
        for group in groups { numbers[group.texts[index], default: 0] += group.number }
        let known = numbers.filter { !$0.key.isEmpty }
            .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        var answers: [(code: String, title: any Text)] = []
        for (text, _) in known.prefix(20) {
            let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, !answers.contains(where: { $0.code == parts[0] }) else {
                continue
            }
            answers.append((parts[0], parts[1]))
        }
        return Array(answers.prefix(8))
    }

    /// How many rows an answer would find; nil for a filter that does not count.
    func number(_ answer: String, of filter: ListFilter, _ query: ListQuery) -> Int? {
        guard filter.facet != nil else { return nil }
        return groups.reduce(0) { sum, group in
            let isFound = zip(filters, group.texts).allSatisfy { other, text in
                let asked = other.name == filter.name ? answer : query[other.name]
                guard let facet = other.facet, let asked else { return true }
                return facet.finds(text, asked)
            }
            return isFound ? sum + group.number : sum
        }
    }
}

extension ListShape {
    /// The filters that count their answers.
    public var counted: [ListFilter] { filters.filter { $0.facet != nil } }

    /// The conditions that are on of the filters that do not.
    public func uncountedConditions(_ query: ListQuery) -> [ListFilter.Condition] {
        query.choices.filter { filters[$0.filter].facet == nil }
            .compactMap { filters[$0.filter].condition($0.value) }
    }
}
