public import Base

/// The words of one language.
///
///     words("course.title")
///     words("task.expires", ["day": words.weekdayDate(day)])
///     words.count("task.applications", 3)      // task.applications.one, task.applications.other
public struct Words: Sendable {
    /// The language of the words.
    public let language: Language
    /// The moment at which they are said.
    public private(set) var now: Instant
    let phrases: [String: Phrase]
    /// What each kind of space says in its own words.
    let dialects: [String: [String: Phrase]]
    /// What the kind of space in which these words are spoken says in its own.
    private var own: [String: Phrase] = [:]

    init(language: Language, phrases: [String: Phrase]) {
        self.language = language
        now = Instant(milliseconds: 0)
        self.phrases = phrases
        var dialects: [String: [String: Phrase]] = [:]
        for (key, phrase) in phrases {
            guard let mark = key.firstIndex(of: "@") else { continue }
            let kind = String(key[key.index(after: mark)...])
            dialects[kind, default: [:]][String(key[..<mark])] = phrase
        }
        self.dialects = dialects
    }

    /// The day on which they are said, in Finland.
    public var today: Day { now.inFinland.day }

    /// The same words, said at a moment.
    public func said(at now: Instant) -> Words {
        var words = self
        words.now = now
        return words
    }

    /// The same words as a kind of space says them: where there is `role.expert@association`, an association says that
    /// for `role.expert`.
    public func inSpace(_ kind: String) -> Words {
        var words = self
        words.own = dialects[kind] ?? [:]
        return words
    }

    /// The text of a key with its places filled; `⟦key⟧` when there is none.
    public func callAsFunction(
        _ key: StaticString,
        _ values: KeyValuePairs<StaticString, String> = [:]
    ) -> String {
        dynamic(key.description, values)
    }

    /// The text of a key that is made from a code, such as `action.person.read`.
    public func dynamic(
        _ key: String,
        _ values: KeyValuePairs<StaticString, String> = [:]
    ) -> String {
        phrase(key)?.filled(values) ?? "⟦\(key)⟧"
    }

    /// The text of a key in pieces, for values that are more than text; `plain` says what a value would read.
    ///
    /// A value that would read nothing counts as none.
    public func pieces<Value>(
        _ key: String,
        _ values: KeyValuePairs<StaticString, Value>,
        plain: @escaping (Value) -> String
    ) -> [FilledPiece<Value>] {
        phrase(key)?.filled(values, plain: plain) ?? [.text("⟦\(key)⟧")]
    }

    /// The word for each of a closed choice: the texts of `key.<raw value>`.
    public func names<Choice: CaseIterable & RawRepresentable & Hashable>(
        _ key: StaticString
    ) -> [Choice: String] where Choice.RawValue == String {
        var names: [Choice: String] = [:]
        for choice in Choice.allCases { names[choice] = dynamic("\(key).\(choice.rawValue)") }
        return names
    }

    private func phrase(_ key: String) -> Phrase? {
        (own.isEmpty ? nil : own[key]) ?? phrases[key]
    }

    /// The text of `key.one` or `key.other`, with the number at `{count}`.
    public func count(
        _ key: StaticString,
        _ number: Int,
        _ values: KeyValuePairs<StaticString, String> = [:]
    ) -> String {
        dynamicCount("\(key)", number, values)
    }

    /// The same for a key that is put together.
    public func dynamicCount(
        _ key: String,
        _ number: Int,
        _ values: KeyValuePairs<StaticString, String> = [:]
    ) -> String {
        // All three languages have one form for 1 and another for the rest (CLDR plural rules,
        // integers).
        let key = number == 1 ? "\(key).one" : "\(key).other"
        return phrase(key)?.filled(values, count: self.number(number)) ?? "⟦\(key)⟧"
    }

    /// Whether there is such a key.
    public func has(_ key: String) -> Bool {
        phrases[key] != nil
    }
}
