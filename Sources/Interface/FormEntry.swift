public import Base
public import HTTP
import Terms
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

    /// Puts what is wrong in the order of the fields' places; what has none stays behind them.
    mutating func sortProblems(by place: (String) -> Int?) {
        let placed = problems.list.enumerated().map { (place($1.field) ?? .max, $0, $1) }
        problems = Problems(placed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2))
    }

    /// Adds a problem of the form's own.
    public mutating func problem(_ name: String, _ sentence: String) {
        problems.add(name, sentence)
    }

    /// One line as `TypedText` keeps it.
    public mutating func line(
        _ name: String,
        charactersMax: Int = Limits.lineCharactersMax,
        isRequired: Bool = true
    ) -> String {
        text(name, charactersMax, isRequired, TypedText.init(line:)).text
    }

    /// Several lines as `TypedText` keeps them.
    public mutating func text(
        _ name: String,
        charactersMax: Int = Limits.textCharactersMax,
        isRequired: Bool = false
    ) -> String {
        text(name, charactersMax, isRequired, TypedText.init(lines:)).text
    }

    /// A name, of a person or of anything else.
    public mutating func name(_ name: String, isRequired: Bool = true) -> String {
        line(name, charactersMax: Limits.nameCharactersMax, isRequired: isRequired)
    }

    /// The name that somebody types under what they decide: a line with two letters in it.
    public mutating func signature(_ name: String) -> String {
        let text = text(name, Limits.nameCharactersMax, true, TypedText.init(line:))
        if !text.text.isEmpty, problems[name] == nil, text.letters < 2 {
            problems.add(name, words("form.problem.signature"))
        }
        return text.text
    }

    /// An address of mail as `EmailAddress` keeps it.
    public mutating func email(_ name: String, isRequired: Bool = true) -> String {
        coded(name, isRequired, "form.problem.email") { EmailAddress($0)?.text }
    }

    /// A telephone number as `Phone` keeps it.
    public mutating func phone(_ name: String, isRequired: Bool = false) -> String {
        coded(name, isRequired, "form.problem.phone") { Phone($0)?.number }
    }

    /// A business id as `BusinessID` keeps it.
    public mutating func businessID(_ name: String, isRequired: Bool = true) -> String {
        coded(name, isRequired, "form.problem.business-id") { BusinessID($0)?.text }
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

    /// A date of one of `Limits.years`; nil when it is left empty and may be.
    public mutating func day(_ name: String, isRequired: Bool = true) -> Day? {
        let value = word(name)
        let isEmpty = value.isEmpty && isShort(name)
        if isEmpty, !isRequired { return nil }
        guard let day = Day(typed: value) else {
            problems.add(name, words(isEmpty ? "form.problem.required" : "form.problem.date"))
            return nil
        }
        guard day.isPlausible else {
            let (first, last) = (Limits.years.lowerBound, Limits.years.upperBound)
            problems.add(
                name,
                words("form.problem.year", ["first": String(first), "last": String(last)])
            )
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

    /// A whole number in a range; nil when it is left empty and may be.
    public mutating func number(
        _ name: String,
        in range: ClosedRange<Int>,
        isRequired: Bool = true
    ) -> Int? {
        if !isRequired, word(name).isEmpty, isShort(name) { return nil }
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

    /// A sum of money in euros, in cents.
    public mutating func euros(_ name: String, in cents: ClosedRange<Int>) -> Int? {
        let typed = trimmed(word(name).filter { $0 != "€" && !$0.isWhitespace })
        guard let sum = Euros.cents(typed), cents.contains(sum) else {
            problems.add(
                name,
                words(
                    "form.problem.euros",
                    [
                        "least": words.euros(cents.lowerBound),
                        "most": words.euros(cents.upperBound),
                    ]
                )
            )
            return nil
        }
        return sum
    }

    /// A text, with a problem for whatever is wrong with it.
    private mutating func text(
        _ name: String,
        _ charactersMax: Int,
        _ isRequired: Bool,
        _ read: (String) -> TypedText
    ) -> TypedText {
        let typed = typed(name)
        // Bytes bound it before a single character is looked at; what people paste along is small.
        guard typed.utf8.count <= (charactersMax + 200) * Limits.bytesPerCharacterMax else {
            tellLong(name, typed.unicodeScalars.count, charactersMax)
            return read("")
        }
        let text = read(typed)
        if text.text.isEmpty {
            if isRequired { problems.add(name, words("form.problem.required")) }
        } else if let fault = text.fault {
            problems.add(name, words(sentence(fault)))
        } else if !text.isVisible {
            problems.add(name, words("form.problem.characters"))
        } else if text.length > charactersMax {
            tellLong(name, text.length, charactersMax)
        } else if let code = IdentityCode.found(in: text.text) {
            problems.add(name, words("form.problem.identity-code", ["code": code]))
        }
        return text
    }

    private func sentence(_ fault: TypedText.Fault) -> StaticString {
        switch fault {
        case .unseen: "form.problem.characters"
        case .unknown: "form.problem.unknown"
        }
    }

    private mutating func tellLong(_ name: String, _ length: Int, _ charactersMax: Int) {
        problems.add(
            name,
            words(
                "form.problem.long",
                ["most": words.number(charactersMax), "typed": words.number(length)]
            )
        )
    }

    /// What has one form in which it is kept; when it is none, as it was typed.
    private mutating func coded(
        _ name: String,
        _ isRequired: Bool,
        _ sentence: StaticString,
        _ read: (String) -> String?
    ) -> String {
        let typed = typed(name)
        guard typed.utf8.count <= Limits.lineCharactersMax * Limits.bytesPerCharacterMax else {
            problems.add(name, words(sentence))
            return ""
        }
        let text = TypedText(line: typed).text
        guard !text.isEmpty else {
            if isRequired { problems.add(name, words("form.problem.required")) }
            return ""
        }
        guard let kept = read(typed) else {
            problems.add(name, words(sentence))
            return text
        }
        if let code = IdentityCode.found(in: kept) {
            problems.add(name, words("form.problem.identity-code", ["code": code]))
        }
        return kept
    }

    /// A date, a time, a number or a choice as it was typed; empty when it is longer than any.
    private func word(_ name: String) -> String {
        isShort(name) ? trimmed(typed(name)) : ""
    }

    private func isShort(_ name: String) -> Bool {
        typed(name).utf8.count <= Limits.wordBytesMax
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
