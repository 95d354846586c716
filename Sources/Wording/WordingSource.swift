public import Base

/// One file of wording: lines of `key = text`, and comments after `#`.
///
/// `key@association = text` is what an association says in place of `key`.
public struct WordingSource: Sendable {
    /// The language of its words.
    public let language: Language
    /// The file's name, for messages.
    public let name: String
    /// What is in it.
    public let text: String

    /// A file, or a text in its place.
    public init(language: Language, name: String, text: String) {
        self.language = language
        self.name = name
        self.text = text
    }

    var place: String { "\(language.rawValue)/\(name)" }

    func entries() throws(Failure) -> [(key: String, text: String)] {
        var entries: [(key: String, text: String)] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() {
            let line = trimmed(line)
            guard let first = line.first, first != "#" else { continue }
            guard let equals = line.firstIndex(of: "=") else {
                throw .broken(Fault("wording: a line is no `key = text`", "\(place):\(index + 1)"))
            }
            let key = trimmed(line[..<equals])
            let text = trimmed(line[line.index(after: equals)...])
            guard !key.isEmpty, !text.isEmpty, !key.contains(where: \.isWhitespace) else {
                throw .broken(
                    Fault("wording: a key or its text is missing", "\(place):\(index + 1)")
                )
            }
            entries.append((String(key), String(text)))
        }
        return entries
    }

    private func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
