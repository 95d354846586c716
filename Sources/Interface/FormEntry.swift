public import Base
public import HTTP
public import Wording

/// A form as it was sent: reads values, gathers what is wrong, and keeps what was typed.
public struct FormEntry: Sendable {
    /// The form's fields, as they were sent.
    public let form: Form
    /// What is wrong, by the names of the fields.
    public private(set) var problems = Problems()
    /// The sentences, in the reader's language.
    public let words: Words

    /// A form's values, such as those of a page that is shown for the first time.
    public init(_ form: Form, _ words: Words) {
        self.form = form
        self.words = words
    }

    /// Whether nothing is wrong so far.
    public var isSound: Bool { problems.isEmpty }

    /// What was typed, for showing it again.
    ///
    /// Empty when nothing was.
    public func typed(_ name: String) -> String {
        form.first(name) ?? ""
    }

    /// A code, a token or a link as it was pasted, white space taken out.
    ///
    /// Empty when it is longer than any secret.
    public func secret(_ name: String) -> String {
        let value = typed(name)
        guard value.utf8.count <= Limits.secretBytesMax else { return "" }
        return value.filter { !$0.isWhitespace }
    }

    /// Whether a box was ticked.
    public func isTicked(_ name: String) -> Bool {
        form.first(name) != nil
    }

    /// What was chosen is none of what can be chosen.
    public mutating func refuseChoice(_ name: String) {
        problems.add(name, words("form.problem.choice"))
    }

    /// Adds a problem of the form's own.
    public mutating func problem(_ name: String, _ sentence: String) {
        problems.add(name, sentence)
    }

    /// One line without control characters, spaces at its ends removed.
    public mutating func line(
        _ name: String,
        charactersMax: Int = Limits.lineCharactersMax,
        isRequired: Bool = true
    ) -> String {
        let value = trimmed(typed(name))
        if value.unicodeScalars.contains(where: isUnseen) {
            problems.add(name, words("form.problem.characters"))
        }
        return checked(name, value, charactersMax, isRequired)
    }

    /// Several lines; line breaks become `\n`.
    public mutating func text(
        _ name: String,
        charactersMax: Int = Limits.textCharactersMax,
        isRequired: Bool = false
    ) -> String {
        // CR LF is one Character in Swift, so the bytes are looked at.
        let bytes = Array(typed(name).utf8).filter { $0 != 0x0D }
        let value = trimmed(String(decoding: bytes, as: UTF8.self))
        let hasControls = value.unicodeScalars.contains {
            isUnseen($0) && $0 != "\n" && $0 != "\t"
        }
        if hasControls { problems.add(name, words("form.problem.characters")) }
        return checked(name, value, charactersMax, isRequired)
    }

    /// An address of mail, in lower case.
    public mutating func email(_ name: String, isRequired: Bool = true) -> String {
        let value = line(name, charactersMax: 254, isRequired: isRequired).lowercased()
        guard !value.isEmpty, problems[name] == nil else { return value }
        let parts = value.split(separator: "@", omittingEmptySubsequences: false)
        let isPlausible =
            parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
            && value.utf8.allSatisfy {
                $0 > 0x20 && $0 < 0x7F && !"<>()[],;:\\\"".utf8.contains($0)
            }
        if !isPlausible { problems.add(name, words("form.problem.email")) }
        return value
    }

    /// One of an enumeration's values.
    public mutating func choice<Value: RawRepresentable>(
        _ name: String,
        _ type: Value.Type = Value.self
    ) -> Value? where Value.RawValue == String {
        guard let value = Value(rawValue: word(name)) else {
            problems.add(name, words("form.problem.choice"))
            return nil
        }
        return value
    }

    /// Any of an enumeration's values; what is none of them is a problem.
    public mutating func choices<Value: RawRepresentable>(
        _ name: String,
        _ type: Value.Type = Value.self,
        isRequired: Bool = true
    ) -> [Value] where Value.RawValue == String {
        let sent = form.all(name)
        let values = sent.filter { $0.utf8.count <= Limits.wordBytesMax }
            .compactMap(Value.init(rawValue:))
        if values.count != sent.count || (isRequired && values.isEmpty) {
            problems.add(name, words("form.problem.choice"))
        }
        return values
    }

    /// A date; nil when it is left empty and may be.
    public mutating func day(_ name: String, isRequired: Bool = true) -> Day? {
        let value = word(name)
        let isEmpty = value.isEmpty && isShort(name)
        if isEmpty, !isRequired { return nil }
        guard let day = Day(iso: value) ?? finnishDay(value) else {
            problems.add(name, words(isEmpty ? "form.problem.required" : "form.problem.date"))
            return nil
        }
        return day
    }

    /// A time of day.
    public mutating func time(_ name: String) -> TimeOfDay? {
        let value = word(name)
        guard let time = TimeOfDay(iso: value) else {
            let isEmpty = value.isEmpty && isShort(name)
            problems.add(name, words(isEmpty ? "form.problem.required" : "form.problem.time"))
            return nil
        }
        return time
    }

    /// A whole number in a range.
    public mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = Int(word(name)), range.contains(number) else {
            problems.add(
                name,
                words(
                    "form.problem.number",
                    ["least": String(range.lowerBound), "most": String(range.upperBound)]
                )
            )
            return nil
        }
        return number
    }

    private mutating func checked(
        _ name: String,
        _ value: String,
        _ charactersMax: Int,
        _ isRequired: Bool
    ) -> String {
        if value.isEmpty, isRequired {
            problems.add(name, words("form.problem.required"))
        } else if let length = excess(value, charactersMax) {
            problems.add(
                name,
                words(
                    "form.problem.long",
                    ["most": words.number(charactersMax), "typed": words.number(length)]
                )
            )
        }
        return value
    }

    /// How long a text is when that is too long.
    ///
    /// Bytes bound it before a single character is looked for.
    private func excess(_ value: String, _ charactersMax: Int) -> Int? {
        let bytes = value.utf8.count
        guard bytes > charactersMax else { return nil }
        guard bytes <= charactersMax * Limits.bytesPerCharacterMax else {
            return value.unicodeScalars.count
        }
        let characters = value.count
        return characters > charactersMax ? characters : nil
    }

    /// A date, a time, a number or a choice as it was typed; empty when it is longer than any.
    private func word(_ name: String) -> String {
        isShort(name) ? trimmed(typed(name)) : ""
    }

    private func isShort(_ name: String) -> Bool {
        typed(name).utf8.count <= Limits.wordBytesMax
    }

    private func finnishDay(_ text: String) -> Day? {
        let parts = text.split(separator: ".").map { Int($0) }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else {
            return nil
        }
        return Day(year: year, month: month, day: day)
    }
}

/// A text without white space at its ends.
func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
        let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(text[first..<scalars.index(after: last)])
}

/// What nobody sees, and what turns the text around it: control characters, separators of lines and paragraphs, marks of
/// direction.
private func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
}
