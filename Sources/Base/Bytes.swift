/// The value of one hexadecimal digit in lower case, or nil.
public func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
}

/// The lower-case digit of a number from 0 to 15.
func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
}

/// The eight lower-case digits of a number as ASCII, the first in the most significant byte.
///
/// All eight at once: each nibble gets a byte of its own, and those above 9 are moved on from the figures to the letters.
func hexDigits(_ number: UInt32) -> UInt64 {
    var nibbles = UInt64(number)
    nibbles = (nibbles & 0xFFFF_0000) << 16 | nibbles & 0x0000_FFFF
    nibbles = (nibbles & 0x0000_FF00_0000_FF00) << 8 | nibbles & 0x0000_00FF_0000_00FF
    nibbles = (nibbles & 0x00F0_00F0_00F0_00F0) << 4 | nibbles & 0x000F_000F_000F_000F
    let letters = (nibbles + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    return nibbles + 0x3030_3030_3030_3030 + letters * 0x27
}

/// Lower-case hexadecimal digits, two a byte.
public func hex(_ bytes: [UInt8]) -> String {
    unsafe String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
        for (place, byte) in bytes.enumerated() {
            unsafe buffer[place * 2] = hexDigit(byte >> 4)
            unsafe buffer[place * 2 + 1] = hexDigit(byte & 0xF)
        }
        return bytes.count * 2
    }
}

/// Lower-case hexadecimal digits, two a byte.
public func hex(_ bytes: ArraySlice<UInt8>) -> String {
    hex(Array(bytes))
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

/// The bytes that base64 without padding, safe in URLs, stands for (RFC 4648, section 5); nil for anything else.
public func bytes(base64url text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3 / 4)
    var word: UInt32 = 0
    var bits = 0
    for character in text.utf8 {
        let value: UInt8
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "-"): value = 62
        case UInt8(ascii: "_"): value = 63
        default: return nil
        }
        word = word << 6 | UInt32(value)
        bits += 6
        if bits >= 8 {
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
            word &= (1 << UInt32(bits)) - 1
        }
    }
    // What is left over is less than a character, and nothing.
    return bits < 6 && word == 0 ? bytes : nil
}
