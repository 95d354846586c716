import Access
import Base
import HTTP
import Support
import Testing

/// A person on two courses, one of another trainer; the course that both readers see, and the other.
private struct Twice {
    let fixture: RunningCourse
    let other: String
    let person: ID<Person>
    let member: Guest
    let applications: [String]

    var house: TestHouse { fixture.house }
    var path: String { "/takk/people/\(person)" }

    init(_ name: String) throws {
        fixture = try RunningCourse(name)
        let house = fixture.house
        other = try RunningCourse.course(house, fixture.takk, "Pori, syksy", firstInDays: 20)
        person = try fixture.enrol("Oili", "Osallistuja").person
        let second = try fixture.enrol("Oili", "Toinen", in: other).person
        // The second place becomes the first person's own.
        try house.database.psql(
            """
            set session_replication_role = replica;
            update enrolment set person_id = '\(person)' where person_id = '\(second)';
            update consent_ask set person_id = '\(person)' where person_id = '\(second)';
            update release set person_id = '\(person)' where person_id = '\(second)';
            update application set person_id = '\(person)' where person_id = '\(second)'
            """
        )
        member = try house.member(of: fixture.takk, .expert, person: person)
        applications = try house.database.psql("select id from application order by id")
            .compactMap(\.first)
    }
}

@Test func `a person's page tells each reader what their own role reaches, with ways both ways`()
    throws
{
    let twice = try Twice("person_whole")
    let (house, fixture) = (twice.house, twice.fixture)
    let courses = [fixture.course, twice.other].map { "/takk/courses/\($0)" }
    let applications = twice.applications.map { "/takk/applications/\($0)" }
    func leads(_ page: Page, to path: String) -> Bool { page.text.contains("href=\"\(path)\"") }

    let whole = try house.get(twice.path, as: fixture.coordinator)
    #expect(whole.status == 200)
    let member = "/takk/members/\(twice.member.membership)"
    for path in courses + courses.map({ "\($0)/attendance" }) + applications + [member] {
        #expect(leads(whole, to: path), "\(path)")
        let back = try house.get(path, as: fixture.coordinator)
        #expect(leads(back, to: twice.path), "from \(path)")
    }
    let groups = try house.value(
        "select field_groups from log.event_line where action = 'person.read' order by at desc, id desc limit 1"
    )
    for group in ["application", "consent", "attendance", "membership"] {
        #expect(groups.contains(group), "\(groups)")
    }

    let course = try house.get(twice.path, as: fixture.trainer)
    #expect(leads(course, to: courses[0]))
    #expect(leads(course, to: "\(courses[0])/attendance"))
    #expect(!course.text.contains(twice.other))
    #expect(!course.text.contains("Pori, syksy"))
    #expect(!course.text.contains("/applications/"))
    #expect(!course.text.contains("/members/"))

    let own = try house.get(twice.path, as: twice.member)
    for path in courses + applications + ["/takk/own-log"] { #expect(leads(own, to: path)) }
    #expect(!own.text.contains("/attendance"))
    #expect(!own.text.contains("/members/"))
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `a person of whom there is nothing more to tell has no empty headings`() throws {
    let fixture = try RunningCourse("person_bare")
    let person = try fixture.house.person(in: fixture.takk, "Yksi", "Yhteyshenkilö")
    let page = try fixture.house.get("/takk/people/\(person)", as: fixture.coordinator)
    for heading in ["Hakemukset", "Koulutukset", "Jäsenyys", "Mitä odottaa"] {
        #expect(!page.text.contains("<h2>\(heading)"), "\(heading)")
    }
}
