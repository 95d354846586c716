/// A sentence with places for values: `{name}`.
struct Phrase: Sendable {
    enum Piece: Sendable {
        case text(String)
        case place(String)
    }

    let pieces: [Piece]

    /// A brace without its partner is text.
    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.place(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        self.pieces = pieces
    }

    var placeholders: Set<String> {
        Set(pieces.compactMap { if case .place(let name) = $0 { name } else { nil } })
    }

    /// A place without a value keeps its braces, so that a test and a reader see it.
    func filled(_ values: KeyValuePairs<StaticString, String>, count: String? = nil) -> String {
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        var result = ""
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .place("count") where count != nil: result += count ?? ""
            case .place(let name): result += value(name, in: values) ?? "{\(name)}"
            }
        }
        return result
    }

    private func value(_ name: String, in values: KeyValuePairs<StaticString, String>) -> String? {
        for (key, value) in values {
            let isSame = key.withUTF8Buffer { unsafe $0.elementsEqual(name.utf8) }
            if isSame { return value }
        }
        return nil
    }
}
