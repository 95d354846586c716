// Names that somebody unknown types and that then stand in mails.

import Wording

extension Field {
    /// The same field of a name that goes into mails: nothing in it may carry a reader to another place.
    ///
    /// In the name of a person even an address is refused, in that of an organisation only a link.
    public func mailed(
        _ path: FieldPath<Value, String>,
        isOrganisation: Bool = false
    ) -> Field {
        let name = name
        return checked { entry, value in
            let text = value[keyPath: path]
            let leads = isOrganisation ? looksLikeLink(text) : looksLikeAddress(text)
            if leads, entry.problems[name] == nil {
                entry.problem(name, entry.words("form.problem.link"))
            }
        }
    }
}

private func looksLikeLink(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.contains { "@<>".utf8.contains($0) } || holds(bytes, "://") || holds(bytes, "www.")
}

/// Mail programs make a link of an address without being asked.
private func looksLikeAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if bytes.contains(where: { "@<>/\\".utf8.contains($0) }) { return true }
    // `nimi.fi` leads somewhere, the initials in `J.R. Malli` do not.
    return bytes.indices.contains { index in
        bytes[index] == UInt8(ascii: ".") && index > 0 && index + 2 < bytes.count
            && isOfWord(bytes[index - 1]) && isOfWord(bytes[index + 1])
            && isOfWord(bytes[index + 2])
    }
}

private func isOfWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (48...57).contains(byte) || (65...90).contains(byte & 0xDF)
}

/// Whether the bytes hold a text of ASCII, in either case.
private func holds(_ bytes: [UInt8], _ part: StaticString) -> Bool {
    let wanted = Array("\(part)".utf8)
    return bytes.indices.contains { start in
        zip(bytes[start...], wanted).allSatisfy { $0 | 0x20 == $1 | 0x20 }
            && bytes.count - start >= wanted.count
    }
}
