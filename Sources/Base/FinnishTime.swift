extension Instant {
    /// Date and time of day on the wall in Finland.
    public var inFinland: (day: Day, time: TimeOfDay) {
        let seconds = milliseconds.dividedFloor(by: 1000)
        let wall = seconds + FinnishTime.offset(at: seconds)
        let days = wall.dividedFloor(by: 86_400)
        return (Day(sinceEpoch: Int(days)), TimeOfDay(minutes: Int(wall - days * 86_400) / 60))
    }
}

/// How far Finland's clocks are ahead of UTC.
///
/// The machine's tzdata says so, read once; where it is missing or says nothing, the European Union's rule does.
enum FinnishTime {
    /// The machine's own table; nil where there is none.
    static let table = ZoneTable(path: "/usr/share/zoneinfo/Europe/Helsinki")

    /// Seconds ahead of UTC at a moment, in seconds since 1970-01-01T00:00:00Z.
    static func offset(at seconds: Int64) -> Int64 {
        table?.offset(at: seconds) ?? offsetByDirective(at: seconds)
    }

    /// Two hours, and three from the last Sunday of March to the last Sunday of October, each at 1.00 UTC (directive
    /// 2000/84/EC).
    static func offsetByDirective(at seconds: Int64) -> Int64 {
        let day = Day(sinceEpoch: Int(seconds.dividedFloor(by: 86_400)))
        let (_, month, date) = day.parts
        guard month == 3 || month == 10 else { return month > 3 && month < 10 ? 10_800 : 7200 }
        // Both months have 31 days.
        let end = Day(sinceEpoch: day.sinceEpoch + 31 - date)
        let turn = Int64(end.sinceEpoch - end.weekday % 7) * 86_400 + 3600
        return (seconds >= turn) == (month == 3) ? 10_800 : 7200
    }
}

/// The offsets of one zone: a TZif file of version 2 or later (RFC 8536), its footer's rule carried on to the year 2200.
struct ZoneTable: Sendable {
    private struct Turn {
        /// From this second on.
        let at: Int64
        /// Seconds ahead of UTC.
        let offset: Int64
    }

    /// Before the first turn.
    private var first: Int64
    private var turns: [Turn]
    /// No offset is known from this second on; nil when the last one holds for ever.
    private var end: Int64?

    /// Nil when there is no such file, or it is none of the kind.
    init?(path: String) {
        guard let bytes = try? readFile(path) else { return nil }
        self.init(bytes)
    }

    /// Reads the bytes of a file.
    init?(_ bytes: [UInt8]) {
        // The block of 32-bit times comes first, for readers older than 2005.
        var reader = Reader(bytes[...])
        guard let old = reader.header(), reader.skip(old.size(timeBytes: 4)),
            let counts = reader.header(), counts.types > 0
        else { return nil }
        var times: [Int64] = []
        var types: [UInt8] = []
        var offsets: [Int64] = []
        for _ in 0..<counts.times {
            guard let time = reader.number(8) else { return nil }
            times.append(time)
        }
        for _ in 0..<counts.times {
            guard let type = reader.byte(), Int(type) < counts.types else { return nil }
            types.append(type)
        }
        for _ in 0..<counts.types {
            // The offset, whether it is summer time, and where its name stands.
            guard let offset = reader.number(4), reader.skip(2) else { return nil }
            offsets.append(offset)
        }
        guard times == times.sorted(), reader.skip(counts.sizeAfterTypes(timeBytes: 8)) else {
            return nil
        }
        first = offsets[0]
        turns = zip(times, types).map { Turn(at: $0, offset: offsets[Int($1)]) }
        carryOn(ZoneRule(reader.footer()))
    }

    /// Seconds ahead of UTC; nil where the file and its footer say nothing.
    func offset(at seconds: Int64) -> Int64? {
        if let end, seconds >= end { return nil }
        var (low, high) = (0, turns.count)
        while low < high {
            let middle = (low + high) / 2
            if turns[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : turns[low - 1].offset
    }

    /// Adds what follows the last turn of the file.
    private mutating func carryOn(_ rule: ZoneRule?) {
        let last = turns.last?.at ?? 0
        guard let rule else {
            end = last
            return
        }
        guard let summer = rule.summer else {
            turns.append(Turn(at: last, offset: rule.offset))
            return
        }
        let year = Day(sinceEpoch: Int(last.dividedFloor(by: 86_400))).parts.year
        for year in max(1970, year)...2200 {
            let begins = Turn(
                at: summer.begins.second(of: year) - rule.offset,
                offset: summer.offset
            )
            let ends = Turn(at: summer.ends.second(of: year) - summer.offset, offset: rule.offset)
            turns += [begins, ends].filter { $0.at > last }.sorted { $0.at < $1.at }
        }
        end = turns.last?.at
    }
}

/// The rule in a footer, such as `EET-2EEST,M3.5.0/3,M10.5.0/4`: only the form that tzdata uses, with months, weeks and days.
struct ZoneRule: Equatable {
    /// Seconds ahead of UTC, in winter where there is a summer.
    let offset: Int64
    let summer: Summer?

    struct Summer: Equatable {
        let offset: Int64
        let begins: Change
        let ends: Change
    }

    /// `M10.5.0/4`: the fifth, or last, Sunday of October at 4 on the wall.
    struct Change: Equatable {
        let month: Int
        let week: Int
        /// 0 is Sunday.
        let weekday: Int
        let time: Int64

        /// The second on the wall since 1970, as if the wall were UTC's.
        func second(of year: Int) -> Int64 {
            let start = Day(year: year, month: month, day: 1)?.sinceEpoch ?? 0
            let next =
                Day(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)?.sinceEpoch
                ?? 0
            var day =
                start + (weekday - Day(sinceEpoch: start).weekday % 7 + 7) % 7 + (week - 1) * 7
            while day >= next { day -= 7 }
            return Int64(day) * 86_400 + time
        }
    }

    /// Nil when it is none, or of a form that is not known here.
    init?(_ text: String) {
        var rest = text[...]
        guard ZoneRule.takeName(&rest), let west = ZoneRule.takeTime(&rest) else { return nil }
        // POSIX counts hours to the west.
        offset = -west
        if rest.isEmpty {
            summer = nil
            return
        }
        guard ZoneRule.takeName(&rest) else { return nil }
        var summerOffset = offset + 3600
        if rest.first != ",", let west = ZoneRule.takeTime(&rest) { summerOffset = -west }
        let parts = rest.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, let begins = ZoneRule.change(parts[1]),
            let ends = ZoneRule.change(parts[2])
        else { return nil }
        summer = Summer(offset: summerOffset, begins: begins, ends: ends)
    }

    /// `EET` or `<+02>`.
    private static func takeName(_ rest: inout Substring) -> Bool {
        if rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[end...].dropFirst()
            return true
        }
        let name = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    /// `-2`, `3:30` or `0:00:30`, in seconds.
    private static func takeTime(_ rest: inout Substring) -> Int64? {
        let sign: Int64 = rest.first == "-" ? -1 : 1
        if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
        let text = rest.prefix { $0 == ":" || $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(text.count)
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard (1...3).contains(parts.count) else { return nil }
        var seconds: Int64 = 0
        for (part, unit) in zip(parts, [3600, 60, 1] as [Int64]) {
            guard let part, part <= 167 else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    private static func change(_ text: Substring) -> Change? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let day = parts.first, day.first == "M", parts.count <= 2 else { return nil }
        let numbers = day.dropFirst().split(separator: ".").map { Int($0) ?? -1 }
        guard numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]),
            (0...6).contains(numbers[2])
        else { return nil }
        var time: Int64? = 7200
        if parts.count == 2 {
            var rest = parts[1]
            time = takeTime(&rest)
            guard rest.isEmpty else { return nil }
        }
        return time.map {
            Change(month: numbers[0], week: numbers[1], weekday: numbers[2], time: $0)
        }
    }
}

/// Takes numbers from the bytes of a TZif file, the most significant byte first.
private struct Reader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// The counts of a block, in the order of RFC 8536, section 3.1.
    struct Counts {
        let isUT: Int
        let isStandard: Int
        let leaps: Int
        let times: Int
        let types: Int
        let characters: Int

        func size(timeBytes: Int) -> Int {
            times * (timeBytes + 1) + types * 6 + sizeAfterTypes(timeBytes: timeBytes)
        }

        func sizeAfterTypes(timeBytes: Int) -> Int {
            characters + leaps * (timeBytes + 4) + isStandard + isUT
        }
    }

    mutating func header() -> Counts? {
        guard rest.starts(with: "TZif".utf8), rest.count >= 44,
            rest[rest.startIndex + 4] >= UInt8(ascii: "2")
        else { return nil }
        rest = rest.dropFirst(20)
        var counts: [Int] = []
        for _ in 0..<6 {
            guard let count = number(4), (0...100_000).contains(count) else { return nil }
            counts.append(Int(count))
        }
        return Counts(
            isUT: counts[0],
            isStandard: counts[1],
            leaps: counts[2],
            times: counts[3],
            types: counts[4],
            characters: counts[5]
        )
    }

    mutating func byte() -> UInt8? { rest.popFirst() }

    /// A signed number of 4 or 8 bytes.
    mutating func number(_ bytes: Int) -> Int64? {
        guard rest.count >= bytes else { return nil }
        let number = rest.prefix(bytes).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        rest = rest.dropFirst(bytes)
        return bytes == 4
            ? Int64(Int32(truncatingIfNeeded: number)) : Int64(bitPattern: number)
    }

    mutating func skip(_ bytes: Int) -> Bool {
        guard rest.count >= bytes else { return false }
        rest = rest.dropFirst(bytes)
        return true
    }

    /// The line between two line feeds at the end.
    func footer() -> String {
        let line = rest.dropFirst().prefix { $0 != UInt8(ascii: "\n") }
        return rest.first == UInt8(ascii: "\n") ? String(decoding: line, as: UTF8.self) : ""
    }
}
