public import Base

// Dates, times and numbers as people write them in each language.

extension Words {
    /// `14.1.2027`, in English `14 January 2027`.
    public func date(_ day: Day) -> String {
        let (year, month, date) = day.parts
        return switch language {
        case .finnish, .swedish: dotted(date, month, year)
        case .english: "\(date) \(names.months[month - 1]) \(year)"
        }
    }

    /// `torstai 14.1.2027`.
    public func weekdayDate(_ day: Day) -> String {
        "\(weekday(day)) \(date(day))"
    }

    /// When something happens or ends: `torstaina 14.1.2027`, in Swedish `torsdagen den 14.1.2027`.
    public func onDate(_ day: Day) -> String {
        "\(onWeekday(day)) \(date(day))"
    }

    /// `torstai`.
    public func weekday(_ day: Day) -> String {
        names.weekdays[day.weekday - 1]
    }

    /// `14.1.`, in Swedish `14.1`, in English `14 Jan`.
    public func shortDate(_ day: Day) -> String {
        let (_, month, date) = day.parts
        return switch language {
        case .finnish: "\(date).\(month)."
        case .swedish: "\(date).\(month)"
        case .english: "\(date) \(names.months[month - 1].prefix(3))"
        }
    }

    /// `to 14.1.`.
    public func shortWeekdayDate(_ day: Day) -> String {
        "\(names.shortWeekdays[day.weekday - 1]) \(shortDate(day))"
    }

    /// The weekday with a short date when the day is within a week of today, and the whole date
    /// otherwise.
    public func nearDate(_ day: Day) -> String {
        abs(day.sinceEpoch - today.sinceEpoch) <= 7
            ? "\(weekday(day)) \(shortDate(day))" : date(day)
    }

    /// The same as when something happens: `torstaina 14.1.`, in Swedish `torsdagen den 14.1`.
    public func onNearDate(_ day: Day) -> String {
        abs(day.sinceEpoch - today.sinceEpoch) <= 7
            ? "\(onWeekday(day)) \(shortDate(day))" : date(day)
    }

    private func onWeekday(_ day: Day) -> String {
        switch language {
        // Finnish weekdays keep their stem: only `keskiviikko` has a lighter one, which `-na` leaves alone.
        case .finnish: "\(weekday(day))na"
        case .swedish: "\(weekday(day))en den"
        case .english: weekday(day)
        }
    }

    /// `14.1.–25.2.2027`, or one date when both are the same.
    public func dates(_ first: Day, _ last: Day) -> String {
        guard first != last else { return date(first) }
        guard first.parts.year == last.parts.year else {
            return language == .english
                ? "\(date(first)) – \(date(last))" : "\(date(first))–\(date(last))"
        }
        let (_, month, start) = first.parts
        return language == .english
            ? "\(start) \(names.months[month - 1]) – \(date(last))"
            : "\(shortDate(first))–\(date(last))"
    }

    /// `13.00`, in English `13:00`.
    public func time(_ time: TimeOfDay) -> String {
        let minutes = time.minutes % 60
        let mark = language == .english ? ":" : "."
        return "\(time.minutes / 60)\(mark)\(minutes < 10 ? "0" : "")\(minutes)"
    }

    /// Today `klo 13.02`, this week `to 19.11. klo 16.10`, this year `19.8. klo 16.10`, else with
    /// the year.
    public func moment(_ instant: Instant) -> String {
        let (day, time) = instant.inFinland
        let clock = "\(names.clock)\(self.time(time))"
        if day == today { return clock }
        let date =
            if abs(day.sinceEpoch - today.sinceEpoch) < 7 {
                shortWeekdayDate(day)
            } else if day.parts.year == today.parts.year {
                shortDate(day)
            } else {
                self.date(day)
            }
        return language == .english ? "\(date), \(clock)" : "\(date) \(clock)"
    }

    /// How long something has waited, in days of Finland's calendar: `odottanut 3 pv`.
    public func waited(since start: Instant) -> String {
        let days = today.sinceEpoch - start.inFinland.day.sinceEpoch
        return days > 0 ? count("interface.waited", days) : self("interface.waited.none")
    }

    /// The same with when it began: `odottanut 3 pv · ma 24.11. klo 12.05`.
    public func waitedWithMoment(since start: Instant) -> String {
        "\(waited(since: start)) · \(moment(start))"
    }

    /// The whole date and time, for receipts: `21.11.2026 klo 13.02`.
    public func fullMoment(_ instant: Instant) -> String {
        let (day, time) = instant.inFinland
        let comma = language == .english ? "," : ""
        return "\(date(day))\(comma) \(names.clock)\(self.time(time))"
    }

    /// `klo 13–16`, with minutes when there are any: `klo 13.00–16.30`.
    public func period(_ start: TimeOfDay, _ end: TimeOfDay) -> String {
        let isWhole = start.minutes % 60 == 0 && end.minutes % 60 == 0 && language != .english
        return isWhole
            ? "\(names.clock)\(start.minutes / 60)–\(end.minutes / 60)"
            : "\(names.clock)\(time(start))–\(time(end))"
    }

    /// `48 211`, in English `48,211`.
    public func number(_ number: Int) -> String {
        let figures = Array(String(number.magnitude).utf8)
        guard figures.count > 3 else { return String(number) }
        // A space that does not break the line (U+00A0).
        let mark = language == .english ? "," : "\u{A0}"
        var result = number < 0 ? "-" : ""
        for (index, figure) in figures.enumerated() {
            if index > 0, (figures.count - index) % 3 == 0 { result += mark }
            result.unicodeScalars.append(Unicode.Scalar(figure))
        }
        return result
    }

    private var names: CalendarNames {
        switch language {
        case .finnish: .finnish
        case .swedish: .swedish
        case .english: .english
        }
    }
}

/// `14.1.2027`, written in one go: lists are full of dates.
private func dotted(_ date: Int, _ month: Int, _ year: Int) -> String {
    guard (1000...9999).contains(year) else { return "\(date).\(month).\(year)" }
    return unsafe String(unsafeUninitializedCapacity: 10) { buffer in
        var end = 0
        func put(_ number: Int) {
            var unit = number > 999 ? 1000 : number > 9 ? 10 : 1
            while unit > 0 {
                unsafe buffer[end] =
                    UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10)
                end += 1
                unit /= 10
            }
        }
        func dot() {
            unsafe buffer[end] = UInt8(ascii: ".")
            end += 1
        }
        put(date)
        dot()
        put(month)
        dot()
        put(year)
        return end
    }
}

/// What one language calls the days and the months.
struct CalendarNames: Sendable {
    let weekdays: [String]
    let shortWeekdays: [String]
    let months: [String]
    /// The word before a time of day, with its space.
    let clock: String

    static let finnish = CalendarNames(
        weekdays: [
            "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
        ],
        shortWeekdays: ["ma", "ti", "ke", "to", "pe", "la", "su"],
        months: [],
        clock: "klo\u{A0}"
    )

    static let swedish = CalendarNames(
        weekdays: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
        shortWeekdays: ["må", "ti", "on", "to", "fr", "lö", "sö"],
        months: [],
        clock: "kl.\u{A0}"
    )

    static let english = CalendarNames(
        weekdays: [
            "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        ],
        shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ],
        clock: ""
    )
}
