public import Base
public import Terms

/// What may stand in a field of a letter.
public protocol LetterValue: Sendable {
    /// The value as it is kept.
    var json: JSON { get }
    /// Reads a kept value; nil for one of another kind.
    init?(json: JSON)
}

extension LetterValue where Self: RawRepresentable, RawValue == String {
    /// The raw text.
    public var json: JSON { .string(rawValue) }

    /// Reads the raw text; nil for any that is none of the cases.
    public init?(json: JSON) {
        guard case .string(let text) = json else { return nil }
        self.init(rawValue: text)
    }
}

extension Language: LetterValue {}
extension ConsentState: LetterValue {}
extension IdentityStrength: LetterValue {}
extension Support: LetterValue {}
extension FeePayer: LetterValue {}
extension StoryMatter: LetterValue {}
extension EngagementKind: LetterValue {}
extension EngagementPurpose: LetterValue {}
extension EngagementAudience: LetterValue {}

extension String: LetterValue {
    /// The text as it is.
    public var json: JSON { .string(self) }

    /// Reads a text.
    public init?(json: JSON) {
        guard case .string(let text) = json else { return nil }
        self = text
    }
}

extension Int: LetterValue {
    /// The number.
    public var json: JSON { .number(self) }

    /// Reads a whole number.
    public init?(json: JSON) {
        guard case .number(let number) = json else { return nil }
        self = number
    }
}

extension Bool: LetterValue {
    /// True or false.
    public var json: JSON { .bool(self) }

    /// Reads true or false.
    public init?(json: JSON) {
        guard case .bool(let isTrue) = json else { return nil }
        self = isTrue
    }
}

extension ID: LetterValue {
    /// The 36 characters of the UUID.
    public var json: JSON { .string(text) }

    /// Reads the 36 characters of a UUID.
    public init?(json: JSON) {
        guard case .string(let text) = json else { return nil }
        self.init(text)
    }
}

extension Instant: LetterValue {
    /// The moment in UTC, as RFC 3339 writes it.
    public var json: JSON { .string(iso) }

    /// Reads a moment as RFC 3339 writes it.
    public init?(json: JSON) {
        guard case .string(let text) = json else { return nil }
        self.init(iso: text)
    }
}

extension Array: LetterValue where Element: LetterValue {
    /// The values in their order.
    public var json: JSON { .array(map(\.json)) }

    /// Reads values of the one kind; nil when one of them is of another.
    public init?(json: JSON) {
        guard case .array(let values) = json else { return nil }
        let read = values.compactMap(Element.init(json:))
        guard read.count == values.count else { return nil }
        self = read
    }
}

extension Set: LetterValue where Element: LetterValue & Comparable {
    /// The values, smallest first.
    public var json: JSON { sorted().json }

    /// Reads values in any order; nil when one of them is of another kind.
    public init?(json: JSON) {
        guard let values = [Element](json: json) else { return nil }
        self = Set(values)
    }
}

extension Afternoon: LetterValue {
    /// Number, date and times.
    public var json: JSON {
        [
            "number": .number(number), "date": .string(day.iso), "starts": .string(starts.iso),
            "ends": .string(ends.iso),
        ]
    }

    /// Reads number, date and times; nil when something is missing or stands beside them.
    public init?(json: JSON) {
        guard case .object(let members) = json, members.count == 4,
            let number = json["number"].flatMap(Int.init(json:)),
            let day = json["date"].flatMap(String.init(json:)).flatMap(Day.init(iso:)),
            let starts = json["starts"].flatMap(String.init(json:)).flatMap(TimeOfDay.init(iso:)),
            let ends = json["ends"].flatMap(String.init(json:)).flatMap(TimeOfDay.init(iso:))
        else { return nil }
        self.init(number: number, day: day, starts: starts, ends: ends)
    }
}

extension Day: LetterValue {
    /// The day as ISO 8601 writes it.
    public var json: JSON { .string(iso) }

    /// Reads a day as ISO 8601 writes it.
    public init?(json: JSON) {
        guard case .string(let text) = json else { return nil }
        self.init(iso: text)
    }
}

extension Optional: LetterValue where Wrapped == Day {
    /// The day, or null.
    public var json: JSON { self?.json ?? .null }

    /// Reads a day or null.
    public init?(json: JSON) {
        if case .null = json {
            self = Optional<Day>.none
            return
        }
        guard let day = Day(json: json) else { return nil }
        self = Optional<Day>.some(day)
    }
}
