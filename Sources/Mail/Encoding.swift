import Base

/// Text for a header field: as it is when it is short and plain, else encoded words of at most 60
/// characters, one a line (RFC 2047, Q).
///
/// Control characters become spaces, so no text can end its field.
func encodedWords(_ text: String, firstLineUsed used: Int) -> String {
    let clean = String(
        String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl ? " " : $0 })
    )
    let isPlain = clean.utf8.allSatisfy { byte in
        isLetterOrDigit(byte) || " -_.!*+/".utf8.contains(byte)
    }
    if isPlain && clean.utf8.count + used <= 76 { return clean }
    var words: [String] = []
    var word = ""
    for scalar in clean.unicodeScalars {
        // A character's bytes stay in one word: each word is decoded by itself.
        let encoded = String(scalar).utf8.map(inWord).joined()
        if word.utf8.count + encoded.utf8.count > 48 {
            words.append(word)
            word = ""
        }
        word += encoded
    }
    words.append(word)
    return words.map { "=?utf-8?Q?\($0)?=" }.joined(separator: "\r\n ")
}

private func inWord(_ byte: UInt8) -> String {
    if byte == UInt8(ascii: " ") { return "_" }
    return isLetterOrDigit(byte) ? String(Unicode.Scalar(byte)) : escaped(byte)
}

private func escaped(_ byte: UInt8) -> String {
    "=" + hex([byte]).uppercased()
}

/// Text as quoted-printable lines of at most 76 characters that end with CRLF (RFC 2045, section 6.7).
func quotedPrintable(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var unix = text.utf8.filter { $0 != UInt8(ascii: "\r") }
    if unix.last == UInt8(ascii: "\n") { unix.removeLast() }
    for line in unix.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        var width = 0
        for (place, byte) in zip(line.indices, line) {
            let isLast = line.index(after: place) == line.endIndex
            let isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
            // A dot or a "From" at the start of a line means something to old mail programs.
            let isRisky = width == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
            let isPlain =
                isBlank && !isLast
                || (33...126).contains(byte) && byte != UInt8(ascii: "=") && !isRisky
            let piece = isPlain ? [byte] : Array(escaped(byte).utf8)
            if width + piece.count > 75 {
                bytes += "=\r\n".utf8
                width = 0
            }
            bytes += piece
            width += piece.count
        }
        bytes += "\r\n".utf8
    }
    return bytes
}
