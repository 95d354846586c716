public import Audit
public import Base

/// What a column can hold: how a value is read from a row by its column's name.
///
/// An enumeration with texts for raw values conforms by one line: `extension PersonKind: ColumnValue {}`.
public protocol ColumnValue: Sendable {
    /// The value of a column; a fault when the column is missing or holds another kind of value.
    static func read(_ row: Row, _ name: StaticString) throws(Failure) -> Self
    /// The same, nil when the column is null.
    static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Self?
}

/// The name of a column, with the type of what it holds.
public struct ColumnName<Value>: ExpressibleByStringLiteral, Sendable {
    let text: StaticString

    /// The name as the statement's text has it.
    public init(stringLiteral text: StaticString) {
        self.text = text
    }
}

extension ColumnValue {
    /// A value that is never null.
    public static func read(_ row: Row, _ name: StaticString) throws(Failure) -> Self {
        try row.need(name, try readIfAny(row, name))
    }
}

extension ColumnValue where Self: RawRepresentable, RawValue == String {
    /// A value of an enumeration that is stored as its raw text.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Self? {
        guard let text = try row.textIfAny(name) else { return nil }
        guard let value = Self(rawValue: text) else { throw row.mismatch(name) }
        return value
    }
}

extension String: ColumnValue {
    /// A text; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> String? {
        try row.textIfAny(name)
    }
}

extension Int: ColumnValue {
    /// A whole number; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Int? {
        try row.intIfAny(name)
    }
}

extension Bool: ColumnValue {
    /// True or false; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Bool? {
        try row.boolIfAny(name)
    }
}

extension ID: ColumnValue {
    /// A `uuid`; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> ID? {
        try row.idIfAny(name)
    }
}

extension PersonName: ColumnValue {
    /// A person's name, selected as `(person id, name)` or `(person id, membership id, name)`; nil when the row or the
    /// name is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> PersonName? {
        try row.nameIfAny(name)
    }
}

extension Instant: ColumnValue {
    /// A `timestamptz`; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Instant? {
        try row.instantIfAny(name)
    }
}

extension Day: ColumnValue {
    /// A `date`; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Day? {
        try row.dayIfAny(name)
    }
}

extension TimeOfDay: ColumnValue {
    /// A `time`; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> TimeOfDay? {
        try row.timeIfAny(name)
    }
}

extension Language: ColumnValue {}

extension SpaceKind: ColumnValue {}

extension Kind: ColumnValue {}

extension EventOutcome: ColumnValue {}

extension Bytes: ColumnValue {
    /// A `bytea`; nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Bytes? {
        try row.bytesIfAny(name).map { Bytes($0) }
    }
}

extension Array: ColumnValue where Element: ArrayColumnElement {
    /// An array without nulls; empty when the column is null.
    public static func read(_ row: Row, _ name: StaticString) throws(Failure) -> [Element] {
        try Element.readAll(row, name)
    }

    /// An array without nulls; empty when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> [Element]? {
        try Element.readAll(row, name)
    }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    /// The value, or nil when the column is null.
    public static func read(_ row: Row, _ name: StaticString) throws(Failure) -> Wrapped? {
        try Wrapped.readIfAny(row, name)
    }

    /// The value, or nil when the column is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> Wrapped?? {
        .some(try Wrapped.readIfAny(row, name))
    }
}

/// What an array's elements can be.
public protocol ArrayColumnElement: Sendable {
    /// The elements of a column that holds an array.
    static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [Self]
}

extension String: ArrayColumnElement {
    /// The elements of a `text[]`.
    public static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [String] {
        try row.texts(name)
    }
}

extension UInt8: ArrayColumnElement {
    /// The bytes of a `bytea`.
    public static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [UInt8] {
        try row.bytes(name)
    }
}

extension Array: ArrayColumnElement where Element == UInt8 {
    /// The elements of a `bytea[]`.
    public static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [[UInt8]] {
        try row.byteArrays(name)
    }
}

extension PersonName: ArrayColumnElement {
    /// The names of `array_agg((person id, name))`.
    public static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [PersonName] {
        try row.names(name)
    }
}

extension ArrayColumnElement where Self: RawRepresentable, RawValue == String {
    /// The elements of a `text[]`, each a value of the enumeration.
    public static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [Self] {
        var values: [Self] = []
        for text in try row.texts(name) {
            guard let value = Self(rawValue: text) else { throw row.mismatch(name) }
            values.append(value)
        }
        return values
    }
}
