import Base
import Store

/// SQL of the demo's data, gathered statement by statement.
///
/// Values are the demo's own, never a user's.
struct Script {
    private(set) var text = "begin;\n"

    /// Everything after this stands in the space.
    mutating func enter(_ space: ID<Space>) {
        text += "set local app.tenant = '\(space)';\n"
    }

    mutating func add(_ statement: String) {
        text += statement + ";\n"
    }

    /// One insert of many rows; none when there are no rows.
    mutating func insert(_ table: String, _ columns: String, _ rows: [[any Value]]) {
        guard !rows.isEmpty else { return }
        let lines = rows.map { row in "(" + row.map(quoted).joined(separator: ", ") + ")" }
        add("insert into \(table) (\(columns)) values\n" + lines.joined(separator: ",\n"))
    }

    /// Carries it all out in one transaction, as whom the settings name.
    func run(_ settings: String) throws(Failure) {
        _ = try runScript(settings, text + "commit;")
    }
}

/// A value as an SQL literal.
func quoted(_ value: any Value) -> String {
    guard let text = value.sqlText else { return "null" }
    return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

/// A row of numbers that looks random and is the same at each start, so that two demos differ only in their dates.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    /// A number from 0 up to, not including, the limit (Knuth's MMIX constants).
    mutating func roll(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }
}
