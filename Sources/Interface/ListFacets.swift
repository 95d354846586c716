import Base

/// What a filter counts its answers by: a text for each row, in SQL.
public struct ListFacet: Sendable {
    /// The parts of the expression; in one that comes with a value `?` stands for the value.
    public let parts: [(sql: StaticString, value: String?)]
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
