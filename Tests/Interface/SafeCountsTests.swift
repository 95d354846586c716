import Base
import Interface
import Testing

/// Small counts of people, and what they could be computed from.
@Suite struct `Counts that may be shown` {
    /// A table with what is shown of it.
    struct Table {
        let parts: [[Int]]
        /// How many rows count the people whom the others count too; nil where columns have no totals.
        let half: Int?
        let shown: [[Int?]]

        init(_ parts: [[Int]], half: Int? = nil) {
            (self.parts, self.half) = (parts, half)
            shown = SafeCounts(parts, half: half).rows
        }

        /// The same where the sums of all columns are shown too.
        init(withSums parts: [[Int]]) {
            (self.parts, half) = (parts, parts.count)
            shown = SafeCounts(withSums: parts).rows
        }

        var counts: [[Int]] { parts.map { $0 + [$0.reduce(0, +)] } }

        /// All sums that a reader knows of, as factors of the counts, row after row.
        var sums: [[Double]] {
            let width = counts[0].count
            func sum(_ factor: (Int, Int) -> Double) -> [Double] {
                counts.indices.flatMap { row in (0..<width).map { factor(row, $0) } }
            }
            let rows = counts.indices.map { row in
                sum { $0 == row ? ($1 == width - 1 ? -1 : 1) : 0 }
            }
            guard let half else { return rows }
            return rows
                + (0..<width).map { column in sum { $1 == column ? ($0 < half ? 1 : -1) : 0 } }
        }

        /// The hidden counts that follow from the sums alone.
        var computed: [Int] {
            let hidden = shown.joined().enumerated().filter { $0.element == nil }.map(\.offset)
            var lines = sums.map { sum in hidden.map { sum[$0] } }
            var pivots: [Int] = []
            for column in hidden.indices {
                guard
                    let line = (pivots.count..<lines.count).first(where: {
                        abs(lines[$0][column]) > 1e-6
                    })
                else { continue }
                lines.swapAt(pivots.count, line)
                let pivot = lines[pivots.count].map { $0 / lines[pivots.count][column] }
                lines[pivots.count] = pivot
                for other in lines.indices where other != pivots.count {
                    let factor = lines[other][column]
                    lines[other] = zip(lines[other], pivot).map { $0 - factor * $1 }
                }
                pivots.append(column)
            }
            return pivots.indices.filter { line in lines[line].count { abs($0) > 1e-6 } == 1 }.map {
                hidden[pivots[$0]]
            }
        }

        /// Every table of these rows that shows the same, where a reader knows that nothing hidden is zero.
        func readings(of row: Int, most: Int) -> [[Int]] {
            var readings: [[Int]] = [[]]
            for count in shown[row].dropLast() {
                readings = readings.flatMap { reading in
                    (count.map { $0...$0 } ?? 1...most).map { reading + [$0] }
                }
            }
            guard let total = shown[row].last.flatMap(\.self) else { return readings }
            return readings.filter { $0.reduce(0, +) == total }
        }
    }

    static func random(rows: ClosedRange<Int>, parts: ClosedRange<Int>, _ chance: inout SplitMix)
        -> [[Int]]
    {
        let width = Int.random(in: parts, using: &chance)
        let most = [3, 6, 12, 40].randomElement(using: &chance) ?? 6
        return (0..<Int.random(in: rows, using: &chance)).map { _ in
            (0..<width).map { _ in max(0, Int.random(in: -2...most, using: &chance)) }
        }
    }

    /// The same people counted once more in other rows.
    static func again(_ parts: [[Int]], rows: Int, _ chance: inout SplitMix) -> [[Int]] {
        var others = [[Int]](repeating: [Int](repeating: 0, count: parts[0].count), count: rows)
        for row in parts {
            for (column, count) in row.enumerated() {
                for _ in 0..<count { others[Int.random(in: 0..<rows, using: &chance)][column] += 1 }
            }
        }
        return others
    }

    @Test func `show no small one, every zero, and nothing that a hidden one follows from`() {
        var chance = SplitMix(state: 20_261_128)
        var hidden = 0
        for turn in 0..<400 {
            var parts = Self.random(rows: 1...8, parts: 1...4, &chance)
            let half = turn % 2 == 0 ? nil : parts.count
            if let half { parts += Self.again(parts, rows: max(1, half - 1), &chance) }
            let table = Table(parts, half: half)
            for (row, counts) in table.counts.enumerated() {
                for (column, count) in counts.enumerated() {
                    let shown = table.shown[row][column]
                    #expect(shown == nil || shown == count)
                    #expect(!(1..<Limits.countMin).contains(shown ?? 0), "\(parts)")
                    if count == 0 { #expect(shown == 0) }
                    if shown == nil { hidden += 1 }
                }
            }
            #expect(table.computed.isEmpty, "\(parts) \(table.shown)")
        }
        #expect(hidden > 400)
    }

    @Test func `leave each hidden one open, and each small one could be large`() {
        var chance = SplitMix(state: 7)
        for _ in 0..<400 {
            let table = Table(Self.random(rows: 1...1, parts: 1...3, &chance))
            let readings = table.readings(of: 0, most: 50)
            for column in table.parts[0].indices where table.shown[0][column] == nil {
                let values = Set(readings.map { $0[column] })
                #expect(
                    values.count > 1 && (values.max() ?? 0) >= Limits.countMin,
                    "\(table.parts) \(table.shown)"
                )
            }
        }
    }

    /// Every table whose counts of hidden cells are not zero, and whose sums are the same.
    private func readings(of table: Table, row: Int = 0, sums: [Int]) -> [[[Int]]] {
        // What is left is the last row.
        guard row < table.parts.count - 1 else {
            let shown = table.shown[row]
            let isOf = zip(shown, sums + [sums.reduce(0, +)]).allSatisfy {
                $0 == nil ? $1 > 0 : $0 == $1
            }
            return isOf ? [[sums]] : []
        }
        return table.readings(of: row, most: max(1, sums.max() ?? 1)).flatMap {
            reading -> [[[Int]]] in
            let left = zip(sums, reading).map { $0 - $1 }
            // A hidden total can be anything that a total is.
            guard left.allSatisfy({ $0 >= 0 }) else { return [] }
            return readings(of: table, row: row + 1, sums: left).map { [reading] + $0 }
        }
    }

    @Test func `leave each hidden one open where the sums of the columns are shown too`() {
        var chance = SplitMix(state: 2026)
        var hidden = 0
        for _ in 0..<2000 {
            var parts = Self.random(rows: 1...6, parts: 1...4, &chance)
            // A column holds nothing, or enough to be told.
            for column in parts[0].indices {
                let sum = parts.reduce(0) { $0 + $1[column] }
                guard (1..<Limits.countMin).contains(sum) else { continue }
                parts[Int.random(in: parts.indices, using: &chance)][column] += 5
            }
            let table = Table(withSums: parts)
            for (counts, shown) in zip(table.counts, table.shown) {
                for (count, shown) in zip(counts, shown) {
                    #expect(shown == nil || shown == count)
                    #expect(!(1..<Limits.countMin).contains(shown ?? 0), "\(parts)")
                    #expect(shown != nil || count > 0, "\(parts)")
                    if shown == nil { hidden += 1 }
                }
            }
            // At least two of a row and of a column.
            for row in table.shown { #expect(row.count { $0 == nil } != 1, "\(parts)") }
            for column in table.counts[0].indices {
                #expect(table.shown.count { $0[column] == nil } != 1, "\(parts)")
            }
            #expect(table.computed.isEmpty, "\(parts) \(table.shown)")
        }
        #expect(hidden > 2000)
    }

    @Test func `could be others in every hidden place, as trying all tables shows`() {
        var chance = SplitMix(state: 11)
        for _ in 0..<60 {
            let parts = (0..<3).map { _ in
                (0..<2).map { _ in Int.random(in: 0...4, using: &chance) }
            }
            let sums = parts[0].indices.map { column in parts.reduce(0) { $0 + $1[column] } }
            guard !sums.contains(where: { (1..<Limits.countMin).contains($0) }) else { continue }
            let table = Table(withSums: parts)
            let readings = readings(of: table, sums: sums)
            #expect(readings.contains(parts))
            for row in parts.indices {
                for column in parts[row].indices where table.shown[row][column] == nil {
                    #expect(Set(readings.map { $0[row][column] }).count > 1, "\(parts)")
                }
            }
        }
    }

    @Test func `show nothing where a sum that is shown is small, and no amount of a hidden one`() {
        #expect(Table(withSums: [[2], [1]]).shown == [[nil, nil], [nil, nil]])
        #expect(Table(withSums: [[9, 2], [9, 1]]).shown.joined().allSatisfy { $0 == nil })
        let safe = SafeCounts(withSums: [[3], [9], [6]])
        #expect(safe.rows == [[nil, nil], [9, 9], [nil, nil]])
        #expect(safe.weighing([[30], [45], [60]]).rows == [[nil, nil], [45, 45], [nil, nil]])
    }

    @Test func `keep large ones that give nothing away`() {
        #expect(Table([[20, 7]]).shown == [[20, 7, 27]])
        #expect(Table([[20, 3], [10, 9]]).shown == [[nil, nil, 23], [10, 9, 19]])
        // Two small ones whose sum is shown would both be one.
        #expect(Table([[1, 1, 7]]).shown == [[nil, nil, nil, 9]])
        #expect(Table([[3]]).shown == [[nil, nil]])
        #expect(SafeCounts([]).rows.isEmpty)
    }
}

/// Chance that is the same every time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
