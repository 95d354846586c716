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
    /// The bytes as they are.
    public let bytes: [UInt8]

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

/// An array whose elements are bytes of one length (`uuid[]`, `bytea[]`), sent in PostgreSQL's binary format.
struct FixedArray: Value {
    let sqlBinary: [UInt8]?

    var sqlText: String? { nil }

    /// `bytes` holds the elements one after the other, `width` bytes each.
    init(_ type: SQLType, width: Int, _ bytes: [UInt8]) {
        let count = bytes.count / width
        var array: [UInt8] = []
        array.reserveCapacity(20 + count * (4 + width))
        func append(_ number: UInt32) {
            unsafe withUnsafeBytes(of: number.bigEndian) { unsafe array.append(contentsOf: $0) }
        }
        // How many dimensions, no nulls, the elements' type; then their number, the first index, each with its length.
        append(count == 0 ? 0 : 1)
        append(0)
        append(type.rawValue)
        if count > 0 {
            append(UInt32(clamping: count))
            append(1)
        }
        for place in 0..<count {
            append(UInt32(clamping: width))
            array += bytes[place * width..<(place + 1) * width]
        }
        sqlBinary = array
    }
}
