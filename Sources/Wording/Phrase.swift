internal import Base

/// A sentence with places for values.
///
/// `{name}` is a place. `[: {name}]` is written only where every place in the brackets has a value.
/// `{count|one person|{count} people}` is the first text for the value `1`, and the second for others.
struct Phrase: Sendable {
    indirect enum Piece: Sendable {
        case text(String)
        case place(String)
        case optional([Piece])
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
            case .optional(let inner):
                if names(inner).allSatisfy({ values.text($0)?.isEmpty == false }) {
                    fill(inner, values, text: text, value: value)
                }
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

private func names(_ pieces: [Phrase.Piece]) -> Set<String> {
    pieces.reduce(into: []) { all, piece in
        switch piece {
        case .text: break
        case .place(let name): all.insert(name)
        case .optional(let inner): all.formUnion(names(inner))
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
        let inner = parse(inside)
        return names(inner).isEmpty ? nil : .optional(inner)
    }
    let parts = inside.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return .place(String(inside)) }
    // The bar between the forms stands outside the braces of their places.
    var depth = 0
    let bar = parts[1].indices.first { index in
        if parts[1][index] == "{" { depth += 1 }
        if parts[1][index] == "}" { depth -= 1 }
        return depth == 0 && parts[1][index] == "|"
    }
    guard let bar else { return .place(String(inside)) }
    return .plural(
        String(parts[0]),
        one: parse(parts[1][..<bar]),
        other: parse(parts[1][parts[1].index(after: bar)...])
    )
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
