/// The characters that HTTP knows (RFC 9110, section 5.6.2, and RFC 3986, section 2).
enum Characters {
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    static let lineEnd: [UInt8] = [carriageReturn, lineFeed]

    /// May stand in a token: a method, the name of a field or of a cookie.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
            UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"),
            UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// A whole token: at least one character, and nothing else.
    static func isToken(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !isToken(bytes[index]) { return false }
        return !bytes.isEmpty
    }

    /// May stand in the value of a field: no control character but the tab (RFC 9110, section 5.5).
    static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 ? byte != 0x7F : byte == tab
    }

    /// A whole value of a field, which may be empty.
    static func isFieldValue(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !isFieldValue(bytes[index]) { return false }
        return true
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == space || byte == tab
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// As text in lower case.
    static func lowercased(_ bytes: Span<UInt8>) -> String {
        unsafe String(unsafeUninitializedCapacity: bytes.count) { text in
            for index in bytes.indices { unsafe text[index] = lowercased(bytes[index]) }
            return bytes.count
        }
    }

    /// As text; what is not UTF-8 becomes U+FFFD.
    static func text(_ bytes: Span<UInt8>) -> String {
        unsafe String(unsafeUninitializedCapacity: bytes.count) { text in
            unsafe bytes.withUnsafeBufferPointer { unsafe text.initialize(fromContentsOf: $0) }
        }
    }

    /// Whether the bytes are this text and nothing else.
    static func equal(_ bytes: Span<UInt8>, _ text: String) -> Bool {
        let other = text.utf8.span
        guard bytes.count == other.count else { return false }
        for index in bytes.indices where bytes[index] != other[index] { return false }
        return true
    }

    /// Where the byte stands first; the end where it does not.
    static func index(of byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != byte { index += 1 }
        return index
    }

    /// The range without spaces and tabs at either end.
    static func trimmed(_ range: Range<Int>, of bytes: Span<UInt8>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isBlank(bytes[start]) { start += 1 }
        while start < end, isBlank(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    /// The value of one hexadecimal digit in either case.
    static func digitValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Without spaces and tabs at either end.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let first = rest.first, isBlank(first) { rest.removeFirst() }
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    /// The members of comma-separated lists in lower case, without the empty ones (RFC 9110, section 5.6.1).
    static func list(_ values: [String]) -> [String] {
        var list: [String] = []
        for value in values {
            let bytes = value.utf8.span
            var place = 0
            while let member = member(of: bytes, from: &place) {
                list.append(lowercased(bytes.extracting(member)))
            }
        }
        return list
    }

    /// Where the next member of a list stands, with the place behind it; nil after the last.
    static func member(of bytes: Span<UInt8>, from place: inout Int) -> Range<Int>? {
        while place < bytes.count {
            let end = index(of: UInt8(ascii: ","), in: bytes, from: place)
            let member = trimmed(place..<end, of: bytes)
            place = end + 1
            if !member.isEmpty { return member }
        }
        return nil
    }
}
