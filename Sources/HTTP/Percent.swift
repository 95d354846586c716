/// Decodes once.
///
/// Nil for an unfinished or invalid escape, for bytes that are not UTF-8, and for NUL unless `takesNUL`.
func percentDecoded(_ bytes: Span<UInt8>, plusIsSpace: Bool, takesNUL: Bool = false) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        var byte = bytes[index]
        if byte == UInt8(ascii: "%") {
            guard index + 2 < bytes.count, let high = Characters.digitValue(bytes[index + 1]),
                let low = Characters.digitValue(bytes[index + 2])
            else { return nil }
            byte = high << 4 | low
            index += 2
        } else if byte == UInt8(ascii: "+"), plusIsSpace {
            byte = Characters.space
        }
        guard takesNUL || byte != 0 else { return nil }
        decoded.append(byte)
        index += 1
    }
    guard let text = try? UTF8Span(validating: decoded.span) else { return nil }
    return String(copying: text)
}
