import Glibc
import Testing

@testable import Base

struct FinnishTimeTests {
    /// Seconds at the start of a year in UTC.
    private static func start(of year: Int) -> Int64 {
        Int64(Day(year: year, month: 1, day: 1)?.sinceEpoch ?? 0) * 86_400
    }

    @Test func `tzdata and the directive agree from 2000 to 2100, hour by hour`() throws {
        let table = try #require(FinnishTime.table, "tzdata is not installed")
        var differences: [String] = []
        for hour in FinnishTimeTests.start(of: 2000) / 3600..<FinnishTimeTests.start(of: 2101)
            / 3600
        {
            for second in [hour * 3600, hour * 3600 + 3599]
            where table.offset(at: second) != FinnishTime.offsetByDirective(at: second) {
                differences.append(Instant(milliseconds: second * 1000).iso)
            }
        }
        #expect(differences.isEmpty, "\(differences.count), the first \(differences.prefix(3))")
    }

    /// Before 1996 summer ended in September, and before 1981 there was none: the directive does not know that.
    @Test(arguments: [
        ("1975-07-01T12:00:00.000Z", 7200), ("1995-10-01T12:00:00.000Z", 7200),
        ("1995-09-01T12:00:00.000Z", 10_800), ("2026-11-21T12:00:00.000Z", 7200),
        ("2026-07-21T12:00:00.000Z", 10_800), ("2199-07-21T12:00:00.000Z", 10_800),
        ("2300-07-21T12:00:00.000Z", 10_800), ("2300-01-21T12:00:00.000Z", 7200),
    ])
    func `tzdata knows the past, and the directive goes on where it ends`(
        moment: String,
        offset: Int64
    )
        throws
    {
        let instant = try #require(Instant(iso: moment))
        #expect(FinnishTime.offset(at: instant.milliseconds / 1000) == offset)
    }

    @Test func `Finland's clock is libc's, hour by hour`() {
        unsafe setenv("TZ", "Europe/Helsinki", 1)
        tzset()
        for hour in stride(from: 0, to: 80 * 8766, by: 1) {
            for second in [0, 3599] {
                var seconds = time_t(hour * 3600 + second)
                var wall = unsafe tm()
                unsafe localtime_r(&seconds, &wall)
                let (day, time) = Instant(milliseconds: Int64(seconds) * 1000 + 999).inFinland
                let isSame =
                    unsafe day.parts.day == Int(wall.tm_mday)
                    && day.parts.month == Int(wall.tm_mon) + 1
                    && day.parts.year == Int(wall.tm_year) + 1900
                    && time.minutes == Int(wall.tm_hour) * 60 + Int(wall.tm_min)
                guard !isSame else { continue }
                Issue.record("\(seconds): \(day.iso) \(time.iso)")
                return
            }
        }
    }

    @Test func `a rule without summer time, and one of another continent`() throws {
        let fixed = try #require(ZoneRule("<+0530>-5:30"))
        #expect(fixed == ZoneRule("IST-5:30") && fixed.offset == 19_800 && fixed.summer == nil)
        let chile = try #require(ZoneRule("<-04>4<-03>,M9.1.6/24,M4.1.6/24"))
        #expect(chile.offset == -14_400 && chile.summer?.offset == -10_800)
        // The first Saturday of September 2026 is the 5th; 24 is the midnight after it.
        let day = try #require(Day(iso: "2026-09-06"))
        #expect(chile.summer?.begins.second(of: 2026) == Int64(day.sinceEpoch) * 86_400)
    }

    @Test(arguments: [
        "", "E-2", "EET", "EET-2EEST", "EET-2EEST,M3.5.0/3", "EET-2EEST,J60,J300",
        "EET-2EEST,M13.5.0,M10.5.0", "EET-2EEST,M3.6.0,M10.5.0", "EET-2EEST,M3.5.7,M10.5.0",
        "EET-2EEST,M3.5.0/x,M10.5.0", "<+02-2", "EET-999",
    ])
    func `what is no rule is none`(text: String) {
        #expect(ZoneRule(text) == nil)
    }

    @Test func `a file that is none, or cut short, gives no table`() throws {
        #expect(ZoneTable(path: "/nowhere") == nil)
        #expect(ZoneTable(Array("TZif".utf8)) == nil)
        let bytes = try readFile("/usr/share/zoneinfo/Europe/Helsinki")
        #expect(ZoneTable(bytes) != nil)
        for count in stride(from: 0, to: bytes.count - 40, by: 7) {
            #expect(ZoneTable(Array(bytes.prefix(count))) == nil, "\(count)")
        }
        // Without its footer the file says nothing of what comes after its last turn.
        let cut = try #require(ZoneTable(Array(bytes.dropLast(30)) + Array("\n\n".utf8)))
        #expect(cut.offset(at: FinnishTimeTests.start(of: 2150)) == nil)
        #expect(cut.offset(at: FinnishTimeTests.start(of: 1990)) == 7200)
    }
}
