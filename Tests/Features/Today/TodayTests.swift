import Audit
import Base
import Foundation
import Support
import Testing

@Test func `a member opens a space on Today, and the look stands in the log before the reply`()
    throws
{
    let house = try TestHouse("today")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let page = try house.get("/takk/today", as: kaisa)
    #expect(page.status == 200)
    #expect(page.text.contains("Tänään"))
    #expect(try house.log(of: takk) == ["today.read done"])
    #expect(house.faults.all.isEmpty)
}

@Test func `who is not a member meets the same 404 whether the space exists or not`() throws {
    let house = try TestHouse("today_closed")
    let takk = try house.space("takk", .provider)
    let stranger = try house.member(of: nil)
    let closed = try house.get("/takk/today", as: stranger)
    let absent = try house.get("/olematon/today", as: stranger)
    #expect(closed.status == 404)
    #expect(absent.status == 404)
    #expect(try house.log(of: takk) == ["access.refused refused"])
}

@Test func `who is not signed in is led to the sign-in page`() throws {
    let house = try TestHouse("today_signin")
    _ = try house.space("takk", .provider)
    let page = try house.get("/takk/today")
    #expect(page.status == 303)
    #expect(page.location == "/sign-in?next=%2Ftakk%2Ftoday")
}

@Test func `what is in the future stands apart and is not counted`() throws {
    let course = try RunningCourse("today_future")
    _ = try RunningCourse.course(
        course.house,
        course.takk,
        "Huominen",
        trainer: course.trainer,
        state: "open",
        firstInDays: 1
    )
    let before = try course.house.get("/takk/today", as: course.coordinator)
    #expect(before.text.contains("Huominen alkaa") && before.text.contains("Hyvä tietää"))
    #expect(before.text.contains("0 asiaa odottaa sinua"))
    try course.house.database.psql(
        """
        update course_session set held_on = held_on - 1
         where course_id = (select id from course where name = 'Huominen')
        """
    )
    let begun = try course.house.get("/takk/today", as: course.coordinator)
    #expect(begun.text.contains("Huominen alkoi") && !begun.text.contains("Hyvä tietää"))
    #expect(begun.text.contains("1 asia odottaa sinua"))
}

@Test func `what was done is told only where a page of our own led there`() throws {
    let house = try TestHouse("today_done")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let path = "/takk/today?did=people.done.archived"
    let done = "Valitut henkilöt arkistoitiin."
    let own = try house.get(path, as: kaisa, fields: ["sec-fetch-site": "same-origin"])
    #expect(own.text.contains(done))
    for origin in ["none", "cross-site", "same-site"] {
        let page = try house.get(path, as: kaisa, fields: ["sec-fetch-site": origin])
        #expect(page.status == 200 && !page.text.contains(done))
    }
}

@Test
func `an act about one person stands on Today with the name, is done there and leads back there`()
    throws
{
    let course = try CourseFixture("today_act")
    let house = course.house
    let (guest, application, person) = try course.applicant("Aino", "Alkanta")
    try course.release(application, as: guest)
    try course.answer(application, "given")
    let page = try house.get("/takk/today", as: course.kaisa)
    #expect(
        page.text.contains("1 hakija voidaan ottaa mukaan") && page.text.contains("Aino Alkanta")
    )
    let door = "/takk/applications/\(application)/enrolment"
    #expect(page.text.contains("action=\"\(door)\"") && page.text.contains("name=\"back\""))
    let sent = try house.post(door, ["back": "today"], as: course.kaisa)
    #expect(sent.status == 303 && sent.location.hasPrefix("/takk/today?did="))
    let after = try house.get("/takk/today", as: course.kaisa)
    #expect(!after.text.contains("voidaan ottaa mukaan"))
    // What was done is told, by name, and the look tells of whom.
    #expect(after.text.contains("Viimeksi tapahtunut"))
    let seen = try house.database.psql(
        """
        select count(*) from log.event e join log.event_subjects s on s.tenant_id = e.tenant_id and s.event_id = e.id
         where e.action = 'today.read' and '\(person)' = any (s.people)
        """
    )
    #expect(seen == [["2"]])
    // Elsewhere it leads to the application, whatever else the form says.
    let other = try course.applicant("Eero", "Toinen")
    try course.release(other.application, as: other.guest)
    let reminded = try house.post(
        "/takk/applications/\(other.application)/closing",
        ["back": "https://muu.example"],
        as: course.kaisa
    )
    #expect(reminded.location.hasPrefix("/takk/applications/\(other.application)"))
}

@Test func `what was done last is told to each as far as they see`() throws {
    let course = try CourseFixture("today_deeds")
    let house = course.house
    let (guest, application, _) = try course.applicant("Aino", "Alkanta")
    try course.release(application, as: guest)
    let auditor = try house.member(of: course.takk, .auditor)
    let mine = try house.get("/takk/today", as: guest)
    #expect(mine.text.contains("Viimeksi tapahtunut"))
    #expect(try house.get("/takk/today", as: course.kaisa).text.contains("Aino Alkanta"))
    for other in [auditor, try course.applicant("Eero", "Toinen").guest] {
        #expect(try !house.get("/takk/today", as: other).text.contains("Alkanta"))
    }
    // Looks and sign-ins are no deeds.
    #expect(!mine.text.contains("kirjautui"))
}

@Test func `what was done last knows every type of thing that something is done to`() throws {
    let source = try String(
        contentsOfFile: TestCluster.root + "/Sources/Features/Today/TodayPages.swift",
        encoding: .utf8
    )
    for action in Action.allCases where [.write, .consent].contains(action.kind) {
        #expect(source.contains("\"\(action.object)\""), "\(action.name)")
    }
}

@Test func `a first visit leads through four pages at most, once`() throws {
    let house = try TestHouse("today_welcome")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let other = try house.member(of: takk, .auditor)
    let first = try house.get("/takk/today", as: kaisa)
    #expect(first.text.contains("Ensimmäistä kertaa täällä?"))
    let steps = first.text.split(separator: "aria-label=\"Avaa: ").count - 1
    #expect((1...4).contains(steps))
    #expect(first.text.contains("href=\"/takk/courses\" aria-label=\"Avaa: Koulutukset\""))
    #expect(try house.post("/takk/today/welcome", as: kaisa).location == "/takk/today")
    #expect(try house.post("/takk/today/welcome", as: kaisa).status == 303)
    #expect(!(try house.get("/takk/today", as: kaisa).text.contains("Ensimmäistä kertaa")))
    #expect(try house.get("/takk/today", as: other).text.contains("Ensimmäistä kertaa"))
    #expect(try house.log(of: takk).contains("member.welcomed done"))
    // Nobody puts it away for another.
    #expect(throws: Failure.self) {
        try house.asApp(
            """
            set local app.actor = '\(kaisa.membership)';
            insert into welcome (tenant_id, membership_id) values ('\(takk.id)', '\(other.membership)')
            """,
            in: takk
        )
    }
    #expect(house.faults.all.isEmpty)
}
