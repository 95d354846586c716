public import Base

/// What can stand for a `$n`: its PostgreSQL text, or nil for null.
public protocol Value: Sendable {
    var sqlText: String? { get }
}

extension String: Value {
    /// The text as it is.
    public var sqlText: String? { self }
}

extension Int: Value {
    /// The number in decimal figures.
    public var sqlText: String? { String(self) }
}

extension Bool: Value {
    /// `true` or `false`.
    public var sqlText: String? { self ? "true" : "false" }
}

extension ID: Value {
    /// The 36 characters of the UUID.
    public var sqlText: String? { text }
}

extension Instant: Value {
    /// The moment in UTC, as RFC 3339 writes it.
    public var sqlText: String? { iso }
}

extension Day: Value {
    /// The day as `2026-11-21`.
    public var sqlText: String? { iso }
}

extension TimeOfDay: Value {
    /// The time as `13:00`.
    public var sqlText: String? { iso }
}

extension Language: Value {
    /// `fi`, `sv` or `en`.
    public var sqlText: String? { rawValue }
}

extension JSON: Value {
    /// The value as JSON text.
    public var sqlText: String? { text }
}

extension Optional: Value where Wrapped: Value {
    /// The value's own text; nil, and so null, when there is none.
    public var sqlText: String? { flatMap(\.sqlText) }
}

/// Bytes, as `bytea`.
public struct Bytes: Value {
    let bytes: [UInt8]

    /// Bytes to be stored as they are.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// PostgreSQL's hexadecimal form: `\x` and two figures for each byte.
    public var sqlText: String? { "\\x" + hex(bytes) }
}

extension Array: Value where Element: Value {
    /// An array literal: each element quoted, so that none can end it.
    public var sqlText: String? {
        let elements = map { element in
            guard let text = element.sqlText else { return "NULL" }
            var quoted = "\""
            for character in text.unicodeScalars {
                if character == "\"" || character == "\\" { quoted += "\\" }
                quoted.unicodeScalars.append(character)
            }
            return quoted + "\""
        }
        return "{" + elements.joined(separator: ",") + "}"
    }
}
