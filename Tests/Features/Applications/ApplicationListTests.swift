import Base
import Support
import Testing

@Suite struct `The list of applications` {
    @Test func `is searched by name, sorted by its heads, and an opened row leads back to it`()
        throws
    {
        let fixture = try CourseFixture("list_search")
        let (_, aino, _) = try fixture.applicant("Aino", "Ahola")
        _ = try fixture.applicant("Bertta", "Öhman")
        let found = try fixture.house.get("/takk/applications?q=hol", as: fixture.kaisa)
        #expect(found.text.contains("Ahola Aino") && !found.text.contains("Öhman"))
        let sorted = try fixture.house.get("/takk/applications?sort=name", as: fixture.kaisa).text
        let places = ["Ahola Aino", "Öhman Bertta"].map { sorted.firstRange(of: $0)?.lowerBound }
        #expect(try #require(places[0]) < #require(places[1]))
        let trail = "?list=q%3Dhol"
        #expect(found.text.contains("/takk/applications/\(aino)\(trail)\""))
        let page = try fixture.house.get("/takk/applications/\(aino)\(trail)", as: fixture.kaisa)
        #expect(page.text.contains("href=\"/takk/applications?q=hol\""))
        let closed = try fixture.house.post(
            "/takk/applications/\(aino)/closing\(trail)",
            as: fixture.kaisa
        )
        #expect(closed.location.hasPrefix("/takk/applications/\(aino)\(trail)&did="))
        // Who has waited longest stands first, and who does not wait last, however it ended.
        let waited = try fixture.house.get("/takk/applications?sort=since", as: fixture.kaisa).text
        let order = ["Öhman Bertta", "Ahola Aino"].map { waited.firstRange(of: $0)?.lowerBound }
        #expect(try #require(order[0]) < #require(order[1]))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `is taken out as a file, as it is narrowed, and the log tells of everybody in it`()
        throws
    {
        let fixture = try CourseFixture("list_file")
        let (guest, application, person) = try fixture.applicant("Aino", "Ahola")
        _ = try fixture.applicant("Bertta", "Bergman")
        try fixture.release(application, as: guest)
        let path = "/takk/applications/export.csv?state=waiting"
        let file = try fixture.house.get(path, as: fixture.kaisa)
        #expect(file.status == 200)
        #expect(file.text.contains("\"Ahola Aino\";\"\(guest.email)\""))
        #expect(!file.text.contains("Bergman"))
        let told = try fixture.sql(
            """
            select s.person_id from log.event e join log.event_subject s
                on s.tenant_id = e.tenant_id and s.event_id = e.id
             where e.action = 'application.exported'
            """
        )
        #expect(told == [[person.text]])
        #expect(try fixture.house.get(path, as: guest).status == 403)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `shows to Today's link what Today has counted`() throws {
        let fixture = try CourseFixture("list_due")
        let (_, application, _) = try fixture.applicant("Aino", "Ahola")
        _ = try fixture.applicant("Bertta", "Bergman")
        try fixture.house.database.psql(
            "update application set created_at = moment() - interval '20 days' where id = '\(application)'"
        )
        let today = try fixture.house.get("/takk/today", as: fixture.kaisa)
        #expect(today.text.contains("1 uusi hakemus: Iltapäiväkurssi"))
        let link = today.text.split(separator: "href=\"").first {
            $0.hasPrefix("/takk/applications?") && $0.contains("due=news")
        }
        let path = String(try #require(link).prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        let list = try fixture.house.get(path, as: fixture.kaisa)
        #expect(list.text.contains("Bergman Bertta") && !list.text.contains("Ahola Aino"))
        #expect(list.text.contains("Hyvä tietää"))
        #expect(try fixture.house.listedOnToday("takk", as: fixture.kaisa).count == 1)
    }
}
