import Base

/// Counts of people that may be shown to who may not know each of them: no small count, nor what one can be computed from.
///
/// A row has parts and their total. A count between zero and `Limits.countMin` is hidden. Others are hidden with it, so that
/// every hidden count has company in its row and in its column: a ring along which the counts could be larger and smaller
/// and each total that is shown stay true. Along the ring the small count could be a large one, and none would be zero.
public struct SafeCounts: Sendable {
    /// One row after another, each with its parts and then their total; nil is hidden.
    public private(set) var rows: [[Int?]]

    /// Counts whose columns have no totals, or of whom the first `half` rows count the same people as the rest do.
    public init(_ parts: [[Int]], half: Int? = nil) {
        var counts = parts.map { $0 + [$0.reduce(0, +)] }
        rows = counts
        guard let width = counts.first?.count else { return }
        if half == nil {
            // The totals of the columns, which nobody sees.
            counts.append((0..<width).map { column in counts.reduce(0) { $0 + $1[column] } })
        }
        var rings = Rings(counts, half: half ?? parts.count)
        if half == nil { rings.hide(row: parts.count) }
        for row in parts.indices {
            for column in 0..<width where (1..<Limits.countMin).contains(counts[row][column]) {
                rings.hide(row, column)
            }
        }
        for row in rows.indices {
            for column in 0..<width where rings.isHidden(row, column) { rows[row][column] = nil }
        }
    }
}

extension SafeCounts {
    /// Counts whose columns' sums are shown elsewhere, each of them as it is: where one is small, no count is shown at all.
    public init(withSums parts: [[Int]]) {
        self.init(parts, half: parts.count)
        let sums = (parts.first ?? []).indices.map { column in parts.reduce(0) { $0 + $1[column] } }
        guard (sums + [sums.reduce(0, +)]).contains(where: { (1..<Limits.countMin).contains($0) })
        else { return }
        rows = rows.map { $0.map { _ in nil } }
    }

    /// Amounts of what was counted, such as its hours: hidden where its count is.
    public func weighing(_ amounts: [[Int]]) -> SafeCounts {
        var weighed = self
        weighed.rows = zip(rows, amounts).map { counts, parts in
            zip(counts, parts + [parts.reduce(0, +)]).map { $0 == nil ? nil : $1 }
        }
        return weighed
    }
}

/// Rows and columns are the nodes, counts the ways between them.
private struct Rings {
    let counts: [[Int]]
    let half: Int
    var hidden: Set<Way> = []

    struct Way: Hashable {
        let row: Int
        let column: Int
    }

    init(_ counts: [[Int]], half: Int) {
        (self.counts, self.half) = (counts, half)
    }

    func isHidden(_ row: Int, _ column: Int) -> Bool {
        hidden.contains(Way(row: row, column: column))
    }

    mutating func hide(row: Int) {
        for column in counts[row].indices { hidden.insert(Way(row: row, column: column)) }
    }

    /// With which sign a count stands in the sums, all of which are then zero.
    private func sign(_ way: Way) -> Int {
        (way.row < half ? 1 : -1) * (way.column == counts[way.row].count - 1 ? -1 : 1)
    }

    /// Hides a small count and the cheapest ring through it: one along which it could be large, where there is one.
    mutating func hide(_ row: Int, _ column: Int) {
        let small = Way(row: row, column: column)
        let ring = ring(through: small, least: Limits.countMin) ?? ring(through: small, least: 1)
        hidden.formUnion([small] + (ring ?? []))
    }

    /// The cheapest way from a count's row to its column, along which nothing that becomes smaller is less than `least`.
    private func ring(through small: Way, least: Int) -> [Way]? {
        let (row, column) = (small.row, small.column)
        let width = counts[0].count
        let nodes = counts.count + width
        var costs = [Int?](repeating: nil, count: nodes)
        var ways = [Way?](repeating: nil, count: nodes)
        var open = Set(0..<nodes)
        costs[row] = 0
        while let node = open.filter({ costs[$0] != nil }).min(by: {
            (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1)
        }) {
            open.remove(node)
            let isRow = node < counts.count
            for next in open where (next < counts.count) != isRow {
                let way = Way(
                    row: isRow ? node : next,
                    column: (isRow ? next : node) - counts.count
                )
                let count = counts[way.row][way.column]
                // Were the small count larger, this one would be larger too, or smaller.
                let grows = sign(way) * (isRow ? -1 : 1) == sign(small)
                guard way != small, count >= (grows ? 1 : least) else { continue }
                let cost = (costs[node] ?? 0) + (hidden.contains(way) ? 0 : count)
                guard cost < costs[next] ?? .max else { continue }
                (costs[next], ways[next]) = (cost, way)
            }
        }
        var ring: [Way] = []
        var node = counts.count + column
        while node != row, let way = ways[node] {
            ring.append(way)
            node = node < counts.count ? counts.count + way.column : way.row
        }
        return node == row ? ring : nil
    }
}
