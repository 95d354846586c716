public import Base

/// What can stand for a `$n`: its PostgreSQL text, or nil for null.
public protocol Value: Sendable {
    var sqlText: String? { get }
}

extension String: Value {
    public var sqlText: String? { self }
}

extension Int: Value {
    public var sqlText: String? { String(self) }
}

extension Bool: Value {
    public var sqlText: String? { self ? "true" : "false" }
}

extension ID: Value {
    public var sqlText: String? { text }
}

extension Instant: Value {
    public var sqlText: String? { iso }
}

extension Day: Value {
    public var sqlText: String? { iso }
}

extension TimeOfDay: Value {
    public var sqlText: String? { iso }
}

extension Language: Value {
    public var sqlText: String? { rawValue }
}

extension JSON: Value {
    public var sqlText: String? { text }
}

extension Optional: Value where Wrapped: Value {
    public var sqlText: String? { flatMap(\.sqlText) }
}

/// Bytes, as `bytea`.
public struct Bytes: Value {
    let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

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
