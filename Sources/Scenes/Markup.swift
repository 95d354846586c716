/// A tag of a page of the house, with the words that follow it up to the next.
package struct Tag {
    package let name: String
    let isEnd: Bool
    let attributes: [String: String]
    let text: String

    /// Whether the attribute stands there, with or without a value.
    package func has(_ attribute: String) -> Bool { attributes[attribute] != nil }

    package subscript(_ attribute: String) -> String { attributes[attribute] ?? "" }
}

/// The tags of a page in order, or those of some names.
///
/// It reads what the house writes, lower-case names and values in double quotes, and no more.
package func tags(_ page: String, named wanted: Set<String>? = nil) -> [Tag] {
    page.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: true).compactMap {
        part in
        guard let end = end(of: part) else { return nil }
        var inside = Array(part[..<end])
        let isEnd = inside.first == UInt8(ascii: "/")
        if isEnd { inside.removeFirst() }
        let name = inside.prefix { $0 != UInt8(ascii: " ") }
        let called = String(decoding: name, as: UTF8.self)
        guard wanted?.contains(called) != false else { return nil }
        return Tag(
            name: called,
            isEnd: isEnd,
            attributes: attributes(Array(inside.dropFirst(name.count))),
            text: unescaped(String(decoding: part[part.index(after: end)...], as: UTF8.self))
        )
    }
}

/// Where the tag closes; a sign inside a value does not count.
private func end(of part: Substring.UTF8View.SubSequence) -> Substring.UTF8View.Index? {
    var isQuoted = false
    for index in part.indices {
        if part[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
        if part[index] == UInt8(ascii: ">"), !isQuoted { return index }
    }
    return nil
}

private func attributes(_ bytes: [UInt8]) -> [String: String] {
    var found: [String: String] = [:]
    var place = 0
    while place < bytes.count {
        guard bytes[place] != UInt8(ascii: " ") else {
            place += 1
            continue
        }
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: " "),
            bytes[place] != UInt8(ascii: "=")
        { place += 1 }
        let name = String(decoding: bytes[start..<place], as: UTF8.self)
        guard place + 1 < bytes.count, bytes[place] == UInt8(ascii: "=") else {
            found[name] = ""
            continue
        }
        let value = bytes[(place + 2)...].prefix { $0 != UInt8(ascii: "\"") }
        found[name] = unescaped(String(decoding: value, as: UTF8.self))
        place = value.endIndex + 1
    }
    return found
}

/// A text as a browser reads it.
func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
        .replacing("&amp;", with: "&")
}
