public import Base

/// Everything the house says, in its three languages, from the files of `Web/wording`.
public struct Catalogue: Sendable {
    private let languages: [Language: Words]

    /// Reads `<folder>/<fi|sv|en>/<slice>.txt`.
    ///
    /// - Throws: a fault with file and line when a folder is missing, a line is no `key = text`, or
    /// a key
    ///   stands twice.
    public static func load(folder: String) throws(Failure) -> Catalogue {
        var sources: [WordingSource] = []
        for language in Language.allCases {
            let path = "\(folder)/\(language.rawValue)"
            for name in try listFolder(path) where name.hasSuffix(".txt") {
                let bytes = try readFile("\(path)/\(name)")
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw .broken(Fault("wording: file is not UTF-8", "\(path)/\(name)"))
                }
                sources.append(WordingSource(language: language, name: name, text: text))
            }
        }
        return try Catalogue(sources)
    }

    /// Reads texts of the same form as the files.
    public init(_ sources: [WordingSource]) throws(Failure) {
        var phrases: [Language: [String: Phrase]] = [:]
        for source in sources {
            for entry in try source.entries() {
                let known = phrases[source.language, default: [:]].updateValue(
                    Phrase(entry.text),
                    forKey: entry.key
                )
                guard known == nil else {
                    throw .broken(
                        Fault("wording: a key stands twice", "\(source.place): \(entry.key)")
                    )
                }
            }
        }
        for (language, known) in phrases {
            for key in known.keys {
                guard let mark = key.firstIndex(of: "@") else { continue }
                let kind = SpaceKind(rawValue: String(key[key.index(after: mark)...]))
                guard kind != nil, known[String(key[..<mark])] != nil else {
                    throw .broken(
                        Fault("wording: a dialect of no key or of no space", "\(language): \(key)")
                    )
                }
            }
        }
        languages = Dictionary(
            uniqueKeysWithValues: Language.allCases.map {
                ($0, Words(language: $0, phrases: phrases[$0] ?? [:]))
            }
        )
    }

    /// The words of one language, said at a moment: what is near has a short date.
    public func words(_ language: Language, at now: Instant) -> Words {
        words(language).said(at: now)
    }

    private func words(_ language: Language) -> Words {
        languages[language] ?? Words(language: language, phrases: [:])
    }

    /// Every key of one language with its placeholders, in order, for tests and for the console.
    public func keys(_ language: Language) -> [(key: String, placeholders: [String])] {
        words(language).phrases.map { ($0.key, $0.value.placeholders.sorted()) }
            .sorted { $0.key < $1.key }
    }
}
