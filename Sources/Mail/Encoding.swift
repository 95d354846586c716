import Base

/// Text for a header field: as it is when it is short and plain, else encoded words of at most 60
/// characters, one a line (RFC 2047, Q).
///
/// Control characters become spaces, so no text can end its field.
func encodedWords(_ text: String, firstLineUsed used: Int) -> String {
    let clean = withoutControls(text)
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

/// A text with spaces in the place of control characters, so that it stays in its line.
func withoutControls(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isControl ? " " : $0 }))
}
