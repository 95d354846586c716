public import Base
public import HTTP
public import Interface
public import Wording

/// A form as it was sent: reads values, gathers what is wrong, and keeps what was typed.
public struct FormEntry {
    /// The form's fields, as they were sent.
    public let form: Form
    /// What is wrong, by the names of the fields.
    public private(set) var problems = Problems()
    private let words: Words

    /// Reads the request's form.
    ///
    /// Refused as malformed when it is none.
    public init(_ visit: Visit) throws(Failure) {
        self.init(try visit.request.form(), visit.words)
    }

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

    /// Whether a box was ticked.
    public func isTicked(_ name: String) -> Bool {
        form.first(name) != nil
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
        if value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
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
            ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || $0.value == 0x7F
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
        guard let value = Value(rawValue: typed(name)) else {
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
        let values = sent.compactMap(Value.init(rawValue:))
        if values.count != sent.count || (isRequired && values.isEmpty) {
            problems.add(name, words("form.problem.choice"))
        }
        return values
    }

    /// A date; nil when it is left empty and may be.
    public mutating func day(_ name: String, isRequired: Bool = true) -> Day? {
        let value = trimmed(typed(name))
        if value.isEmpty, !isRequired { return nil }
        guard let day = Day(iso: value) ?? finnishDay(value) else {
            problems.add(name, words(value.isEmpty ? "form.problem.required" : "form.problem.date"))
            return nil
        }
        return day
    }

    /// A time of day.
    public mutating func time(_ name: String) -> TimeOfDay? {
        let value = trimmed(typed(name))
        guard let time = TimeOfDay(iso: value) else {
            problems.add(name, words(value.isEmpty ? "form.problem.required" : "form.problem.time"))
            return nil
        }
        return time
    }

    /// A whole number in a range.
    public mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        let value = trimmed(typed(name))
        guard let number = Int(value), range.contains(number) else {
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
        } else if value.count > charactersMax {
            problems.add(
                name,
                words(
                    "form.problem.long",
                    ["most": words.number(charactersMax), "typed": words.number(value.count)]
                )
            )
        }
        return value
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
    var view = Substring(text)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
}
