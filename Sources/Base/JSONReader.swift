extension JSON {
    /// Reads one JSON value (RFC 8259) with white space around it; nil for anything else.
    ///
    /// Numbers are whole ones of 64 bits: a fraction or an exponent is nil. Arrays and objects stand in each other at most
    /// 16 deep, and no object has a name twice.
    public init?(parsing text: String) {
        var reader = JSONReader(bytes: Array(text.utf8))
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpace()
        guard reader.isAtEnd else { return nil }
        self = value
    }

    /// What stands under a name of an object; nil when this is no object, or has no such name.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

/// Reads JSON from its first byte to its last, without going back.
private struct JSONReader {
    private let bytes: [UInt8]
    private var place = 0

    private static let depthMax = 16

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }

    mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    mutating func value(depth: Int) -> JSON? {
        guard depth <= JSONReader.depthMax else { return nil }
        skipSpace()
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
        case UInt8(ascii: "\""): return string().map(JSON.string)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "{"): return object(depth: depth)
        default: return number()
        }
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let word = Array("\(word)".utf8)
        guard bytes[place...].starts(with: word) else { return false }
        place += word.count
        return true
    }

    /// Whether the next byte that is no white space is this one; then it is read.
    private mutating func takes(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        guard place < bytes.count, bytes[place] == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    private mutating func array(depth: Int) -> JSON? {
        place += 1
        if takes("]") { return .array([]) }
        var values: [JSON] = []
        repeat {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
        } while takes(",")
        return takes("]") ? .array(values) : nil
    }

    private mutating func object(depth: Int) -> JSON? {
        place += 1
        if takes("}") { return .object([]) }
        var members: [JSON.Member] = []
        var names: Set<String> = []
        repeat {
            skipSpace()
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\""), let name = string(),
                names.insert(name).inserted, takes(":"), let value = value(depth: depth + 1)
            else { return nil }
            members.append(JSON.Member(name, value))
        } while takes(",")
        return takes("}") ? .object(members) : nil
    }

    private mutating func number() -> JSON? {
        let start = place
        if bytes[place] == UInt8(ascii: "-") { place += 1 }
        let figures = place
        while place < bytes.count, (48...57).contains(bytes[place]) { place += 1 }
        let count = place - figures
        guard count > 0, count == 1 || bytes[figures] != UInt8(ascii: "0") else { return nil }
        return Int(String(decoding: bytes[start..<place], as: UTF8.self)).map(JSON.number)
    }

    private mutating func string() -> String? {
        place += 1
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                text += Array(String(Character(scalar)).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return escapedUnit()
        default: return nil
        }
    }

    /// A character by one unit of UTF-16, or by two that belong together.
    private mutating func escapedUnit() -> Unicode.Scalar? {
        guard let first = unit() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard take("\\u"), let second = unit(), (0xDC00..<0xE000).contains(second) else {
            return nil
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let value = hexDigitValue(byte) else { return nil }
            unit = unit << 4 | value
        }
        place += 4
        return unit
    }

    private func hexDigitValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 48...57: UInt32(byte - 48)
        case 65...70: UInt32(byte - 55)
        case 97...102: UInt32(byte - 87)
        default: nil
        }
    }
}
