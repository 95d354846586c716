import Base
import Testing
import Wording

@Suite("Dates and numbers as people write them")
struct CalendarTests {
    let finnish: Words
    let swedish: Words
    let english: Words

    init() throws {
        let catalogue = try Catalogue([])
        finnish = catalogue.words(.finnish, at: Instant(milliseconds: 0))
        swedish = catalogue.words(.swedish, at: Instant(milliseconds: 0))
        english = catalogue.words(.english, at: Instant(milliseconds: 0))
    }

    @Test("A date in three languages")
    func dates() throws {
        let day = try #require(Day(iso: "2027-01-14"))
        #expect(finnish.date(day) == "14.1.2027")
        #expect(swedish.date(day) == "14.1.2027")
        #expect(english.date(day) == "14 January 2027")
        #expect(finnish.weekdayDate(day) == "torstai 14.1.2027")
        #expect(swedish.weekdayDate(day) == "torsdag 14.1.2027")
        #expect(english.weekdayDate(day) == "Thursday 14 January 2027")
        #expect(finnish.shortDate(day) == "14.1.")
        #expect(english.shortWeekdayDate(day) == "Thu 14 Jan")
        #expect(finnish.dates(day, day.adding(days: 42)) == "14.1.–25.2.2027")
        #expect(english.dates(day, day.adding(days: 42)) == "14 January – 25 February 2027")
        #expect(finnish.onDate(day) == "torstaina 14.1.2027")
        #expect(swedish.onDate(day) == "torsdagen den 14.1.2027")
        #expect(english.onDate(day) == "Thursday 14 January 2027")
        let noon = try #require(Instant(iso: "2027-01-14T10:00:00Z"))
        let near = finnish.said(at: noon.adding(days: -3))
        #expect(finnish.said(at: noon).onNearDate(day.adding(days: -1)) == "keskiviikkona 13.1.")
        #expect(near.today == day.adding(days: -3))
        #expect(near.nearDate(day) == "torstai 14.1.")
        #expect(finnish.said(at: noon.adding(days: -30)).nearDate(day) == "14.1.2027")
    }

    @Test("A time and a period in three languages")
    func times() {
        let start = TimeOfDay(minutes: 13 * 60)
        let end = TimeOfDay(minutes: 16 * 60)
        #expect(finnish.time(start) == "13.00")
        #expect(swedish.time(start) == "13.00")
        #expect(english.time(start) == "13:00")
        #expect(finnish.period(start, end) == "klo\u{A0}13–16")
        #expect(swedish.period(start, end) == "kl.\u{A0}13–16")
        #expect(english.period(start, end) == "13:00–16:00")
        #expect(finnish.period(start, TimeOfDay(minutes: 990)) == "klo\u{A0}13.00–16.30")
    }

    @Test("A moment says as much of its date as is needed")
    func moments() throws {
        let now = try #require(Instant(iso: "2026-11-21T12:00:00Z"))
        let early = try #require(Instant(iso: "2026-11-21T11:02:00Z"))
        #expect(finnish.said(at: now).moment(early) == "klo\u{A0}13.02")
        #expect(english.said(at: now).moment(early) == "13:02")
        #expect(finnish.said(at: now).moment(early.adding(days: -2)) == "to 19.11. klo\u{A0}13.02")
        #expect(swedish.said(at: now).moment(early.adding(days: -60)) == "22.9 kl.\u{A0}14.02")
        #expect(english.said(at: now).moment(early.adding(days: -60)) == "22 Sep, 14:02")
        #expect(
            finnish.said(at: now).moment(early.adding(days: -400)) == "17.10.2025 klo\u{A0}14.02"
        )
        #expect(finnish.fullMoment(early) == "21.11.2026 klo\u{A0}13.02")
    }

    @Test("Large numbers are set in groups of three")
    func numbers() {
        #expect(finnish.number(999) == "999")
        #expect(finnish.number(48211) == "48\u{A0}211")
        #expect(english.number(-1_234_567) == "-1,234,567")
        #expect(swedish.number(0) == "0")
    }

    @Test(
        "The language is the user's choice, then the browser's, then Finnish",
        arguments: [
            (nil, Language.finnish), ("sv", .swedish), ("sv-FI,fi;q=0.8", .swedish),
            ("de, en;q=0.5, sv;q=0.7", .swedish), ("fi;q=0, en;q=0.1", .english), ("*", .finnish),
            ("en;q=x, sv;q=0.001", .swedish), (";;,,q=", .finnish), ("EN-GB", .english),
        ]
    )
    func languages(header: String?, language: Language) {
        #expect(Language.chosen(header: header, preferred: nil) == language)
        #expect(Language.chosen(header: header, preferred: .swedish) == .swedish)
    }
}
