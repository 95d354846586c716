/// The value of one hexadecimal digit in lower case, or nil.
public func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
}

/// Lower-case hexadecimal digits, two a byte.
public func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 0xF)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes that hexadecimal digits in lower case stand for, or nil.
public func bytes(hex text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var pending: UInt8?
    for byte in text.utf8 {
        guard let value = hexValue(byte) else { return nil }
        if let first = pending {
            bytes.append(first << 4 | value)
            pending = nil
        } else {
            pending = value
        }
    }
    return pending == nil ? bytes : nil
}

/// Base64 without padding, safe in URLs (RFC 4648, section 5).
public func base64url(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32((3 - group.count) * 8)
        for index in 0...group.count {
            text.append(alphabet[Int(word >> UInt32(18 - 6 * index) & 0x3F)])
        }
    }
    return String(decoding: text, as: UTF8.self)
}
