import Base
import Interface
import Terms
import Wording

/// A quarter of a year, counted on from year to year.
struct Quarter: Sendable {
    /// How many are looked at: this one and those before it.
    static let shown = 4

    let number: Int

    init(of day: Day) {
        number = day.parts.year * 4 + (day.parts.month - 1) / 3
    }

    /// The first of those that are looked at.
    var first: Int { number - Self.shown + 1 }
}

/// How soon an engagement was agreed; its words stand under `engagement-figures.answered.<code>`.
enum AnswerTime: String, CaseIterable, Sendable {
    case days
    case week
    case fortnight
    case later
}

/// Engagements that are alike in all that is counted.
struct HeldCount: Sendable {
    let kind: EngagementKind
    let purpose: EngagementPurpose
    let audience: EngagementAudience
    let other: ID<Space>
    let name: String
    /// From the first quarter that is looked at.
    let quarter: Int
    let answered: AnswerTime
    let engagements: Int
    let minutes: Int
    /// In cents.
    let fee: Int
}

/// How many gave an answer to the question of effects.
struct EffectCount: Sendable {
    /// As `EffectAnswer` has it.
    let answer: String
    let given: Int
}

/// What the database has counted.
struct HeldEngagements: Sendable {
    /// The first quarter that is looked at.
    let first: Int
    let counts: [HeldCount]
    /// How many experts came; nil at a partner's, who does not know.
    let experts: Int?
    let effects: [EffectCount]
}

extension HeldEngagements {
    /// The longest times that can be told apart, as quarters: none in which something, but less than the least, was held.
    ///
    /// So every sum of a column may be shown; nil where not even all of it may.
    private var periods: [Range<Int>]? {
        let lengths = [1, 2, Quarter.shown]
        let all = lengths.map { length in
            stride(from: 0, to: Quarter.shown, by: length).map { $0..<$0 + length }
        }
        return all.first { periods in
            let sums = periods.map { period in sum { period.contains($0.quarter) } }
            return sums.contains { $0 > 0 } && !sums.contains { (1..<Limits.countMin).contains($0) }
        }
    }

    /// How many engagements.
    private func sum(_ isOf: (HeldCount) -> Bool) -> Int {
        counts.reduce(0) { $0 + (isOf($1) ? $1.engagements : 0) }
    }

    /// The tables as they may be shown, one for each chart; none where too little was held.
    func tables(_ words: Words) -> [ChartTable] {
        guard let periods else { return [] }
        let heads = periods.map(months)
        var tables = byPeriod(periods, heads, words)
        tables += [
            split(words("engagement.kind"), periods, words("engagement-figures.all"), heads) {
                $0.kind
            } names: {
                words.dynamic("engagement.kind.\($0.rawValue)")
            },
            split(words("engagement.purpose"), periods, words("engagement-figures.all"), heads) {
                $0.purpose
            } names: {
                words.dynamic("engagement.purpose.\($0.rawValue)")
            },
            split(words("engagement.audience"), periods, words("engagement-figures.all"), heads) {
                $0.audience
            } names: {
                words.dynamic("engagement.audience.\($0.rawValue)")
            },
        ]
        if let others = byOther(periods, heads, words) { tables.append(others) }
        tables.append(byAnswer(words))
        if let experts {
            tables.append(
                ChartTable(
                    words("engagement-figures.experts"),
                    heads: [
                        words("engagement-figures.time"), words("engagement-figures.experts.count"),
                    ],
                    labels: [months(0..<Quarter.shown)],
                    SafeCounts([[experts]])
                )
            )
        }
        if let effects = byEffect(words) { tables.append(effects) }
        return tables
    }

    /// What was answered to the question of effects, where enough have.
    private func byEffect(_ words: Words) -> ChartTable? {
        let counts = EffectAnswer.allCases.map { answer in
            effects.reduce(0) { $0 + ($1.answer == answer.rawValue ? $1.given : 0) }
        }
        guard counts.reduce(0, +) >= Limits.countMin else { return nil }
        let names =
            words.names(experts == nil ? "effect.partner" : "effect.expert")
            as [EffectAnswer: String]
        return ChartTable(
            words("engagement-figures.effects"),
            heads: [
                words("engagement-figures.effects.answer"),
                words("engagement-figures.effects.count"),
            ],
            labels: EffectAnswer.allCases.map { names[$0] ?? "" },
            SafeCounts(withSums: counts.map { [$0] })
        )
    }

    /// How many were held when, for how long, and at what price.
    private func byPeriod(
        _ periods: [Range<Int>],
        _ labels: [String],
        _ words: Words
    ) -> [ChartTable] {
        func amounts(_ amount: (HeldCount) -> Int) -> [[Int]] {
            periods.map { period in
                [counts.reduce(0) { $0 + (period.contains($1.quarter) ? amount($1) : 0) }]
            }
        }
        func rounded(_ amounts: [[Int]], _ unit: Int) -> [[Int]] {
            amounts.map { $0.map { ($0 + unit / 2) / unit } }
        }
        func table(_ title: String, _ head: String, _ safe: SafeCounts) -> ChartTable {
            ChartTable(
                title,
                heads: [words("engagement-figures.time"), head],
                labels: labels,
                safe
            )
        }
        let safe = SafeCounts(withSums: amounts(\.engagements))
        var tables = [
            table(
                words("engagement-figures.held"),
                words("engagement-figures.held.count"),
                safe
            ),
            table(
                words("engagement-figures.hours"),
                words("engagement-figures.hours.count"),
                safe.weighing(rounded(amounts(\.minutes), 60))
            ),
        ]
        if experts == nil {
            tables.append(
                table(
                    words("engagement-figures.costs"),
                    words("engagement-figures.costs.euros"),
                    safe.weighing(rounded(amounts(\.fee), 100))
                )
            )
        }
        return tables
    }

    /// How many of each choice were held when.
    private func split<Choice: CaseIterable & Equatable>(
        _ title: String,
        _ periods: [Range<Int>],
        _ all: String,
        _ heads: [String],
        by choice: (HeldCount) -> Choice,
        names: (Choice) -> String
    ) -> ChartTable {
        table(title, periods, all, heads, Choice.allCases.map(names)) { count in
            Choice.allCases.map { choice(count) == $0 }.firstIndex(of: true)
        }
    }

    /// The same by the organisation at the other end, where there is more than one.
    private func byOther(
        _ periods: [Range<Int>],
        _ heads: [String],
        _ words: Words
    ) -> ChartTable? {
        var names: [ID<Space>: String] = [:]
        for count in counts { names[count.other] = count.name }
        let known = names.sorted { ($0.value, $0.key.text) < ($1.value, $1.key.text) }
        guard known.count > 1 else { return nil }
        return table(
            words(experts == nil ? "order.association" : "engagement.partner"),
            periods,
            words("engagement-figures.all"),
            heads,
            known.map(\.value)
        ) { count in known.firstIndex { $0.key == count.other } }
    }

    private func table(
        _ title: String,
        _ periods: [Range<Int>],
        _ all: String,
        _ heads: [String],
        _ labels: [String],
        row: (HeldCount) -> Int?
    ) -> ChartTable {
        var parts = labels.map { _ in periods.map { _ in 0 } }
        for count in counts {
            guard let row = row(count),
                let period = periods.firstIndex(where: { $0.contains(count.quarter) })
            else { continue }
            parts[row][period] += count.engagements
        }
        return ChartTable(
            title,
            heads: [title] + (periods.count > 1 ? heads + [all] : heads),
            labels: labels,
            SafeCounts(withSums: parts)
        )
    }

    /// How soon they were agreed.
    private func byAnswer(_ words: Words) -> ChartTable {
        ChartTable(
            words("engagement-figures.answered"),
            heads: [
                words("engagement-figures.answered.time"), words("engagement-figures.held.count"),
            ],
            labels: AnswerTime.allCases.map {
                words.dynamic("engagement-figures.answered.\($0.rawValue)")
            },
            SafeCounts(
                withSums: AnswerTime.allCases.map { time in [sum { $0.answered == time }] }
            )
        )
    }

    /// `10–12/2026`, or `7/2026–6/2027` where a year ends in between.
    private func months(_ period: Range<Int>) -> String {
        let (from, until) = (first + period.lowerBound, first + period.upperBound - 1)
        let (start, end) = (from % 4 * 3 + 1, until % 4 * 3 + 3)
        return from / 4 == until / 4
            ? "\(start)–\(end)/\(until / 4)" : "\(start)/\(from / 4)–\(end)/\(until / 4)"
    }
}
