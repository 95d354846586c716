import Base
import Testing

struct TimeTests {
    @Test(arguments: [
        "+026-11-21", "-026-11-21", "2026-+1-21", "2026-11-+1", "2026-1-021", "2026-11-21 ",
        "2026-11-31", "2026-00-10", "0000-01-01", "２０２６-11-21", "2026-11", "",
    ])
    func `a day is figures and nothing else`(text: String) {
        #expect(Day(iso: text) == nil)
    }

    @Test(arguments: ["0001-01-01", "1969-12-31", "2024-02-29", "2026-11-21", "9999-12-31"])
    func `a day is written as it was read`(text: String) {
        #expect(Day(iso: text)?.iso == text)
    }

    @Test(arguments: [
        "13:-0", "+1:00", "24:00", "13:60", "1:00", "13:0", "13:00:x", "13:00:60", "13:00:00:00",
        "13:00:", "-1:30",
    ])
    func `a time of day is figures and nothing else`(text: String) {
        #expect(TimeOfDay(iso: text) == nil)
    }

    @Test func `a time of day is read as forms and as PostgreSQL write it`() {
        #expect(TimeOfDay(iso: "13:05")?.minutes == 785)
        #expect(TimeOfDay(iso: "13:05:00")?.iso == "13:05")
    }

    @Test(arguments: [
        "2026-11-21T13:04:10.123Z", "2026-11-21 13:04:10.123456+00", "2026-11-21 13:04:10.123",
        "2026-11-21T13:04:10.1239+00:00",
    ])
    func `a moment is read as RFC 3339 and as PostgreSQL write it`(text: String) {
        #expect(Instant(iso: text)?.iso == "2026-11-21T13:04:10.123Z")
    }

    @Test(arguments: [
        "2026-11-21T13:04:10+02:00", "2026-11-21T13:04:10-05", "2026-11-21T24:04:10Z",
        "2026-11-21T13:60:10Z", "2026-11-21T13:04:61Z", "2026-11-21T-1:04:10Z",
        "2026-11-21T+1:04:10Z", "2026-11-21x13:04:10Z", "2026-11-21T13.04.10Z",
        "2026-11-21T13:04:10Zx", "2026-11-21T13:04", "infinity",
    ])
    func `a moment in another zone, or none, is not read`(text: String) {
        #expect(Instant(iso: text) == nil)
    }

    @Test func `an id is written as hexadecimal in five groups`() {
        let text = "01234567-89ab-7def-8000-0fedcba98765"
        var bytes: [UInt8] = [1]
        ID<Person>(text)?.write(to: &bytes)
        #expect(ID<Person>(text)?.text == text)
        #expect(bytes == [1] + text.utf8)
        for _ in 0..<1000 {
            let id = ID<Person>()
            #expect(ID<Person>(id.text) == id)
        }
    }
}

@Suite struct `A typed date` {
    @Test(arguments: [
        ("2027-01-14", "2027-01-14"), ("14.1.2027", "2027-01-14"), ("14.01.2027", "2027-01-14"),
        (" 14. 1. 2027 ", "2027-01-14"), ("29.2.2028", "2028-02-29"), ("1.1.2000", "2000-01-01"),
    ])
    func `has its year in four figures`(_ typed: String, _ iso: String) {
        #expect(Day(typed: typed)?.iso == iso)
    }

    @Test(arguments: [
        "", "14.1.27", "14.1.", "1.1.02027", "29.2.2027", "+1.1.2027", "1.1.+027", "2027-1-14",
        "14/1/2027",
        "14.1.2027.", "27-01-14", "0.1.2027", "1.13.2027", "001.1.2027",
    ])
    func `is none otherwise`(_ typed: String) {
        #expect(Day(typed: typed) == nil)
    }

    @Test func `is plausible from 2000 to 2100`() throws {
        for (iso, holds) in [
            ("1999-12-31", false), ("2000-01-01", true), ("2100-12-31", true),
            ("2101-01-01", false),
            ("0027-01-14", false),
        ] {
            #expect(try #require(Day(iso: iso)).isPlausible == holds)
        }
    }
}
