public import Base

/// The words of one language.
///
///     words("course.title")
///     words("task.expires", ["day": words.weekdayDate(day)])
///     words.count("task.applications", 3)      // task.applications.one, task.applications.other
public struct Words: Sendable {
    /// The language of the words.
    public let language: Language
    let phrases: [String: Phrase]
    /// The kind of space that the words are spoken in; empty for none that has words of its own.
    var kind = ""

    /// The same words as a kind of space says them: where there is `role.expert.association`, an association says that
    /// for `role.expert`.
    public func inSpace(_ kind: String) -> Words {
        var words = self
        words.kind = phrases["role.expert.\(kind)"] == nil ? "" : kind
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
        if !kind.isEmpty, let own = phrases["\(key).\(kind)"] { return own.filled(values) }
        return phrases[key]?.filled(values) ?? "⟦\(key)⟧"
    }

    /// The text of `key.one` or `key.other`, with the number at `{count}`.
    public func count(
        _ key: StaticString,
        _ number: Int,
        _ values: KeyValuePairs<StaticString, String> = [:]
    ) -> String {
        // All three languages have one form for 1 and another for the rest (CLDR plural rules,
        // integers).
        let key = number == 1 ? "\(key).one" : "\(key).other"
        return phrases[key]?.filled(values, count: self.number(number)) ?? "⟦\(key)⟧"
    }

    /// Whether there is such a key.
    public func has(_ key: String) -> Bool {
        phrases[key] != nil
    }
}
