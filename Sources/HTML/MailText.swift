extension HTML {
    /// A mail's text in its paragraphs, with the addresses that lead to this site as links.
    ///
    /// They lead to their paths here, and whole to where `isElsewhere` the text is read.
    public mutating func mailText(_ text: String, origin: String, isElsewhere: Bool = false) {
        let lines = pieces(of: text, origin: origin)
        for paragraph in lines.split(separator: [.text("")]) {
            p { h in
                for (place, line) in paragraph.enumerated() {
                    if place > 0 { h.br() }
                    for piece in line {
                        switch piece {
                        case .text(let text): h.text(text)
                        case .link(let path, let text):
                            h.a(text, .href(isElsewhere ? origin + path : path))
                        }
                    }
                }
            }
        }
    }
}

/// A piece of a mail's line.
enum Piece: Equatable {
    case text(String)
    /// A path of this site.
    case link(path: String, text: String)
}

/// A mail's lines with the addresses that lead to this site as links.
///
/// What leads elsewhere stays text.
func pieces(of text: String, origin: String) -> [[Piece]] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        var pieces: [Piece] = []
        for word in line.split(separator: " ", omittingEmptySubsequences: false) {
            if !pieces.isEmpty { add(" ", to: &pieces) }
            guard let (path, rest) = pathHere(word, origin) else {
                add(String(word), to: &pieces)
                continue
            }
            pieces.append(.link(path: path, text: String(word.dropLast(rest.count))))
            add(rest, to: &pieces)
        }
        return pieces
    }
    while lines.last == [.text("")] || lines.last == [] { lines.removeLast() }
    return lines
}

/// The path of an address on this site, and the marks of the sentence that stand behind it.
private func pathHere(_ word: Substring, _ origin: String) -> (path: String, rest: String)? {
    guard word.hasPrefix(origin) else { return nil }
    // `https://vakka.example.elsewhere.example` begins with this site's address, too.
    let after = word.dropFirst(origin.count)
    guard after.hasPrefix("/") else { return nil }
    let rest = String(after.reversed().prefix { ".,;:!?)>".contains($0) }.reversed())
    return (String(after.dropLast(rest.count)), rest)
}

private func add(_ text: String, to pieces: inout [Piece]) {
    if case .text(let before) = pieces.last {
        pieces[pieces.count - 1] = .text(before + text)
    } else {
        pieces.append(.text(text))
    }
}
