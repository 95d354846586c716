public import Audit

/// The only thing a write may return: what came of it, with the entries that explain it.
public struct Audited<Value> {
    let value: Value
    let entries: [Entry]

    public init(_ value: Value, _ entry: Entry, also others: [Entry] = []) {
        self.value = value
        entries = [entry] + others
    }
}
