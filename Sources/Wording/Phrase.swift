internal import Base

/// A sentence with places for values.
///
/// `{name}` is a place. `[: {name}]` is written only where every place in the brackets has a value, and
/// `[the course {name}|courses]` says something else where one has none.
/// `{count|one person|{count} people}` is the first text for the value `1`, and the second for others.
struct Phrase: Sendable {
    indirect enum Piece: Sendable {
        case text(String)
        case place(String)
        case optional([Piece], otherwise: [Piece])
        case plural(String, one: [Piece], other: [Piece])
    }

    let pieces: [Piece]

    /// A brace without its partner is text, and so are brackets without a place between them.
    init(_ text: String) {
        pieces = parse(text[...])
    }

    var placeholders: Set<String> { names(pieces) }

    /// A place without a value keeps its braces, so that a test and a reader see it; a value that is written from right to
    /// left stands between marks, so that it turns nothing around it.
    func filled(_ values: KeyValuePairs<StaticString, String>, count: String? = nil) -> String {
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        var result = ""
        let source = Values(values: values, count: count) { $0 }
        fill(pieces, source) {
            result += $0
        } value: {
            result += $0.isolated
        }
        return result
    }

    /// The same with values that are more than text; `plain` says what they would read.
    func filled<Value>(
        _ values: KeyValuePairs<StaticString, Value>,
        plain: @escaping (Value) -> String
    ) -> [FilledPiece<Value>] {
        var result: [FilledPiece<Value>] = []
        let source = Values(values: values, count: nil, plain: plain)
        fill(pieces, source) {
            result.append(.text($0))
        } value: {
            result.append(.value($0))
        }
        return result
    }

    private struct Values<Value> {
        let values: KeyValuePairs<StaticString, Value>
        let count: String?
        let plain: (Value) -> String

        func value(_ name: String) -> Value? {
            for (key, value) in values {
                let isSame = key.withUTF8Buffer { unsafe $0.elementsEqual(name.utf8) }
                if isSame { return value }
            }
            return nil
        }

        func text(_ name: String) -> String? {
            if name == "count", let count { return count }
            return value(name).map(plain)
        }
    }

    private func fill<Value>(
        _ pieces: [Piece],
        _ values: Values<Value>,
        text: (String) -> Void,
        value: (Value) -> Void
    ) {
        for piece in pieces {
            switch piece {
            case .text(let words): text(words)
            case .place("count") where values.count != nil: text(values.count ?? "")
            case .place(let name):
                if let found = values.value(name) { value(found) } else { text("{\(name)}") }
            case .optional(let inner, let otherwise):
                let isWhole = needed(inner).allSatisfy { values.text($0)?.isEmpty == false }
                fill(isWhole ? inner : otherwise, values, text: text, value: value)
            case .plural(let name, let one, let other):
                let number = values.text(name)
                fill(number == "1" ? one : other, values, text: text, value: value)
            }
        }
    }
}

/// A piece of a text whose places have been filled.
public enum FilledPiece<Value> {
    /// Words of the text itself.
    case text(String)
    /// What stands in a place.
    case value(Value)
}

/// The places without whose values the text between brackets is not written.
private func needed(_ pieces: [Phrase.Piece]) -> Set<String> {
    names(pieces.filter { if case .optional = $0 { false } else { true } })
}

private func names(_ pieces: [Phrase.Piece]) -> Set<String> {
    pieces.reduce(into: []) { all, piece in
        switch piece {
        case .text: break
        case .place(let name): all.insert(name)
        case .optional(let inner, let otherwise): all.formUnion(names(inner + otherwise))
        case .plural(let name, let one, let other):
            all.formUnion(names(one).union(names(other)).union([name]))
        }
    }
}

private func parse(_ source: Substring) -> [Phrase.Piece] {
    var pieces: [Phrase.Piece] = []
    var plain = source.startIndex
    var place = source.startIndex
    func flush(_ end: Substring.Index) {
        if plain < end { pieces.append(.text(String(source[plain..<end]))) }
    }
    while place < source.endIndex {
        let close: Character? = source[place] == "{" ? "}" : source[place] == "[" ? "]" : nil
        guard let close, let end = partner(of: source[place], close, in: source[place...]),
            let piece = piece(source[source.index(after: place)..<end], close)
        else {
            place = source.index(after: place)
            continue
        }
        flush(place)
        pieces.append(piece)
        place = source.index(after: end)
        plain = place
    }
    flush(source.endIndex)
    return pieces
}

/// What stands between braces or brackets; nil for brackets that hold no place.
private func piece(_ inside: Substring, _ close: Character) -> Phrase.Piece? {
    guard close == "}" else {
        let forms = forms(inside)
        let inner = parse(forms[0])
        guard !names(inner).isEmpty else { return nil }
        return .optional(inner, otherwise: forms.count > 1 ? parse(forms[1]) : [])
    }
    let forms = forms(inside)
    guard forms.count == 3 else { return .place(String(inside)) }
    return .plural(String(forms[0]), one: parse(forms[1]), other: parse(forms[2]))
}

/// The parts between the bars that stand outside inner braces and brackets.
private func forms(_ text: Substring) -> [Substring] {
    var depth = 0
    let bars = text.indices.filter { index in
        if text[index] == "{" || text[index] == "[" { depth += 1 }
        if text[index] == "}" || text[index] == "]" { depth -= 1 }
        return depth == 0 && text[index] == "|"
    }
    var start = text.startIndex
    return (bars + [text.endIndex]).map { end in
        defer { start = end < text.endIndex ? text.index(after: end) : end }
        return text[start..<end]
    }
}

private func partner(of open: Character, _ close: Character, in text: Substring) -> Substring.Index?
{
    var depth = 0
    return text.indices.first { index in
        if text[index] == open { depth += 1 }
        if text[index] == close { depth -= 1 }
        return depth == 0
    }
}
