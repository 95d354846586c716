public import Base

/// What can stand for a `$n`: its PostgreSQL text, or nil for null.
public protocol Value: Sendable {
    var sqlText: String? { get }
    /// The value in PostgreSQL's binary format, where that saves work.
    var sqlBinary: [UInt8]? { get }
}

extension Value {
    /// Most values go as text.
    public var sqlBinary: [UInt8]? { nil }
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

    /// The value's own bytes, where it goes as such.
    public var sqlBinary: [UInt8]? { flatMap(\.sqlBinary) }
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

    /// The bytes as they are.
    public var sqlBinary: [UInt8]? { bytes }
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

/// Many ids, as `uuid[]`.
struct IDs<Of>: Value {
    let ids: [ID<Of>]

    var sqlText: String? { ids.sqlText }

    /// One dimension, no nulls, the elements' type, their number, the first index; then each after its length.
    var sqlBinary: [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + 20 * ids.count)
        for number in [ids.isEmpty ? 0 : 1, 0, SQLType.uuid.rawValue] { append(number, to: &bytes) }
        guard !ids.isEmpty else { return bytes }
        for number in [UInt32(clamping: ids.count), 1] { append(number, to: &bytes) }
        for id in ids {
            append(16, to: &bytes)
            bytes += id.bytes
        }
        return bytes
    }

    private func append(_ number: UInt32, to bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }
}
