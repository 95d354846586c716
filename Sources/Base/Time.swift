/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z; negative before it.
    public let milliseconds: Int64

    /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whether `left` is earlier than `right`.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment so many seconds later; negative for earlier.
    public func adding(seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1000)
    }

    /// Whole days later; negative for earlier.
    public func adding(days: Int) -> Instant {
        adding(seconds: Int64(days) * 86_400)
    }

    /// `2026-11-21T13:04:10.123Z`, as RFC 3339 writes it.
    public var iso: String {
        let day = Day(sinceEpoch: Int(milliseconds.dividedFloor(by: 86_400_000)))
        let rest = Int(milliseconds - milliseconds.dividedFloor(by: 86_400_000) * 86_400_000)
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { digits($0, 2) }
        return "\(day.iso)T\(clock.joined(separator: ":")).\(digits(rest % 1000, 3))Z"
    }

    /// Reads PostgreSQL's text for a `timestamptz` in UTC (`2026-11-21 13:04:10.123456+00`) and RFC 3339 in UTC.
    public init?(iso text: String) {
        self.init(utf8: text.utf8.span)
    }

    /// The same from the bytes of the text.
    public init?(utf8 text: Span<UInt8>) {
        guard text.count >= 19, let day = Day(utf8: text.extracting(..<10)),
            text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let hour = figures(text, 11..<13), hour <= 23,
            let minute = figures(text, 14..<16), minute <= 59,
            let second = figures(text, 17..<19), second <= 60
        else { return nil }
        var fraction = 0
        var place = 19
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            var unit = 100
            while place < text.count, let figure = figures(text, place..<place + 1) {
                fraction += figure * unit
                unit /= 10
                place += 1
            }
        }
        // A moment in another zone is not read as one in UTC.
        guard Instant.isUTC(text.extracting(place...)) else { return nil }
        let seconds = day.sinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
        milliseconds = Int64(seconds * 1000 + fraction)
    }

    /// How UTC is written after a time: as PostgreSQL does, as RFC 3339 does, or not at all.
    private static func isUTC(_ zone: Span<UInt8>) -> Bool {
        switch zone.count {
        case 0: true
        case 1: zone[0] == UInt8(ascii: "Z")
        case 3, 6:
            zone[0] == UInt8(ascii: "+") && figures(zone, 1..<3) == 0
                && (zone.count == 3 || zone[3] == UInt8(ascii: ":") && figures(zone, 4..<6) == 0)
        default: false
        }
    }
}

/// A date of the calendar, without a time.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let sinceEpoch: Int

    /// The day so many days after 1970-01-01; negative for earlier.
    public init(sinceEpoch: Int) {
        self.sinceEpoch = sinceEpoch
    }

    /// Nil when there is no such date.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length =
            switch month {
            case 2: leap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        guard day <= length else { return nil }
        // Days from civil: the year starts in March, so that the leap day is its last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        sinceEpoch = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2026-11-21`.
    public init?(iso text: String) {
        self.init(utf8: text.utf8.span)
    }

    /// The same from the bytes of the text.
    public init?(utf8 text: Span<UInt8>) {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = figures(text, 0..<4), let month = figures(text, 5..<7),
            let day = figures(text, 8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Reads a date as forms send it (`2026-11-21`) and as Finland writes it (`21.11.2026`), its year in four figures.
    ///
    /// Nil when there is no such date; whether its year is one of `Limits.years` is another question.
    public init?(typed text: String) {
        let scalars = text.unicodeScalars.filter { !$0.isUnseen && !$0.properties.isWhitespace }
        let text = String(scalars)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 3, let year = figures(parts[2], 4),
            let month = figures(parts[1], 2) ?? figures(parts[1], 1),
            let day = figures(parts[0], 2) ?? figures(parts[0], 1)
        {
            self.init(year: year, month: month, day: day)
        } else {
            self.init(iso: text)
        }
    }

    /// Whether the year is one that anything in the house can be of.
    public var isPlausible: Bool { Limits.years.contains(parts.year) }

    /// Year, month (1–12) and day of the month.
    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = sinceEpoch + 719_468
        let era = Int64(shifted).dividedFloor(by: 146_097)
        let dayOfEra = shifted - Int(era) * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int { ((sinceEpoch + 3) % 7 + 7) % 7 + 1 }

    /// `2026-11-21`.
    public var iso: String {
        let (year, month, day) = parts
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }

    /// Whole days later; negative for earlier.
    public func adding(days: Int) -> Day { Day(sinceEpoch: sinceEpoch + days) }

    /// Whether `left` is earlier than `right`.
    public static func < (left: Day, right: Day) -> Bool { left.sinceEpoch < right.sinceEpoch }
}

/// A time on the wall, in minutes since midnight.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Minutes since midnight.
    public let minutes: Int

    /// The time so many minutes after midnight.
    public init(minutes: Int) {
        self.minutes = minutes
    }

    /// Reads `13:00`, and PostgreSQL's `13:00:00`.
    public init?(iso text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hour = figures(parts[0], 2), hour <= 23,
            let minute = figures(parts[1], 2), minute <= 59
        else { return nil }
        if parts.count == 3 {
            guard let second = figures(parts[2], 2), second <= 59 else { return nil }
        }
        minutes = hour * 60 + minute
    }

    /// `13:00`.
    public var iso: String { "\(digits(minutes / 60, 2)):\(digits(minutes % 60, 2))" }

    /// Whether `left` is earlier in the day than `right`.
    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.minutes < right.minutes
    }
}

extension FixedWidthInteger {
    /// Division that rounds towards minus infinity.
    func dividedFloor(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// The number that so many figures stand for; nil for anything else, a sign or a space among it.
func figures(_ text: some StringProtocol, _ count: Int) -> Int? {
    guard text.utf8.count == count, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
        return nil
    }
    return Int(text)
}

/// The number that the few figures at these places make; nil when one of them is none.
private func figures(_ text: Span<UInt8>, _ places: Range<Int>) -> Int? {
    var number = 0
    for place in places {
        guard (48...57).contains(text[place]) else { return nil }
        number = number * 10 + Int(text[place] - 48)
    }
    return number
}

/// A number with leading zeros to `width` figures.
func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
