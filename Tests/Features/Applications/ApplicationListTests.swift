import Base
import Composition
import Support
import Terms
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
        #expect(found.text.contains("<details class=\"narrowing\">"))
        // What has to be mended is not hidden behind the line that opens the filters.
        let wrong = try fixture.house.get("/takk/applications?from=31.13.2026", as: fixture.kaisa)
        #expect(wrong.text.contains("<details class=\"narrowing\" open>"))
        let sorted = try fixture.house.get("/takk/applications?sort=name", as: fixture.kaisa).text
        let places = ["Ahola Aino", "Öhman Bertta"].map { sorted.firstRange(of: $0)?.lowerBound }
        #expect(try #require(places[0]) < #require(places[1]))
        let trail = "?list=q=hol"
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

    @Test func `waits by the same stages in SQL as on the page`() throws {
        let list = features.first { $0.name == "applications" }?.listings.first
        let order = try #require(list?.shape.orders.first { $0.name == "since" })
        for stage in Stage.allCases {
            #expect("\(order.key)".contains("'\(stage.rawValue)'") == stage.waits, "\(stage)")
        }
    }

    @Test func `stays within its bytes with fifty long names and its boxes`() throws {
        let fixture = try CourseFixture("list_bytes")
        for number in 0..<60 {
            _ = try fixture.applicant("Annamaria-Katariina", "Esimerkkilä-\(number)")
        }
        let page = try fixture.house.get("/takk/applications", as: fixture.kaisa).text
        #expect(page.split(separator: "<tr").count == 52)
        #expect(page.utf8.count <= 30 * 1024, "\(page.utf8.count) bytes")
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

    @Test func `closes many as it closes one, once, and says who is left out and why`() throws {
        let fixture = try CourseFixture("list_bulk")
        let (guest, aino, _) = try fixture.applicant("Aino", "Ahola")
        let (_, bertta, _) = try fixture.applicant("Bertta", "Bergman")
        let (_, over, _) = try fixture.applicant("Cecilia", "Ceder")
        try fixture.release(aino, as: guest)
        let closing = "/takk/applications/\(over)/closing"
        #expect(try fixture.house.post(closing, as: fixture.kaisa).status == 303)
        #expect(try fixture.house.post(closing, as: fixture.kaisa).status == 409)
        let preview = "/takk/applications/selection"
        let act = "/takk/applications/selection/act"
        let all = try fixture.house.post(preview, ["to": "close", "all": "yes"], as: fixture.kaisa)
        #expect(all.status == 200)
        #expect(
            all.text.contains("Koskee 2 hakemusta") && all.text.contains("1 hakemus jää pois")
        )
        #expect(all.text.contains("Hakemus on jo päättynyt"))
        #expect(
            try fixture.sql("select count(*) from application where state = 'closed'") == [["1"]]
        )
        // With one who cannot be closed nothing is done to anybody.
        let mixed = try fixture.house.post(
            act,
            ["to": "close", "application": aino, "application": over],
            as: fixture.kaisa
        )
        #expect(mixed.status == 409 && mixed.text.contains("Mitään ei tehty"))
        #expect(
            try fixture.sql("select count(*) from application where state = 'closed'") == [["1"]]
        )
        let none = try fixture.house.post(
            act,
            ["to": "close", "application": aino, "application": ID<World>().text],
            as: fixture.kaisa
        )
        #expect(none.status == 404)
        let once = ID<World>().text
        for _ in 1...2 {
            let done = try fixture.house.post(
                act,
                ["to": "close", "application": aino, "application": bertta, "once": once],
                as: fixture.kaisa
            )
            #expect(done.location.hasPrefix("/takk/applications?did=applications.done.closed"))
        }
        #expect(
            try fixture.sql("select count(*) from application where state = 'closed'") == [["3"]]
        )
        #expect(try fixture.sql("select state from consent_ask") == [["cancelled"]])
        let log = try fixture.house.log(of: fixture.takk)
        #expect(log.filter { $0 == "application.closed done" }.count == 3)
        #expect(try fixture.house.post(preview, ["to": "close"], as: fixture.kaisa).status == 422)
        #expect(try fixture.house.post(preview, ["to": "gone"], as: fixture.kaisa).status == 400)
        #expect(
            try fixture.house.post(act, ["to": "close", "application": aino], as: guest).status
                == 403
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `reminds and enrols many, each as the one act would`() throws {
        let fixture = try CourseFixture("list_bulk_keys")
        let (guest, aino, _) = try fixture.applicant("Aino", "Ahola")
        let (other, bertta, _) = try fixture.applicant("Bertta", "Bergman")
        try fixture.release(aino, as: guest)
        try fixture.release(
            bertta,
            as: other,
            businessID: "2345678-0",
            email: "toinen@yritys.example"
        )
        let preview = "/takk/applications/selection"
        let act = "/takk/applications/selection/act"
        let early = try fixture.house.post(
            preview,
            ["to": "remind", "application": aino],
            as: fixture.kaisa
        )
        #expect(early.text.contains("Kenenkään työnantajaa ei voi nyt muistuttaa"))
        _ = try fixture.sql("update consent_ask set sent_at = sent_at - interval '4 days'")
        let reminded = try fixture.house.post(
            act,
            ["to": "remind", "application": aino, "application": bertta],
            as: fixture.kaisa
        )
        #expect(reminded.status == 303)
        #expect(
            try fixture.sql("select count(*) from consent_ask where reminded_at is not null") == [
                ["2"]
            ]
        )
        try fixture.answer(aino, "given")
        let shown = try fixture.house.post(
            preview,
            ["to": "enrol", "application": aino, "application": bertta],
            as: fixture.kaisa
        )
        #expect(shown.text.contains("Paikkaa ei voi antaa"))
        let enrolled = try fixture.house.post(
            act,
            ["to": "enrol", "application": aino],
            as: fixture.kaisa
        )
        #expect(enrolled.status == 303)
        #expect(try fixture.sql("select state from enrolment") == [["active"]])
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `shows to Today's link what Today has counted`() throws {
        let fixture = try CourseFixture("list_due")
        let (_, application, _) = try fixture.applicant("Aino", "Ahola")
        _ = try fixture.applicant("Bertta", "Bergman")
        _ = try fixture.applicant("Cecilia", "Borg")
        try fixture.house.database.psql(
            "update application set created_at = moment() - interval '20 days' where id = '\(application)'"
        )
        let today = try fixture.house.get("/takk/today", as: fixture.kaisa)
        #expect(today.text.contains("2 uutta hakemusta: Iltapäiväkurssi"))
        let link = today.text.split(separator: "href=\"").first {
            $0.hasPrefix("/takk/applications?") && $0.contains("due=news")
        }
        let path = String(try #require(link).prefix { $0 != "\"" }).replacing("&amp;", with: "&")
        let list = try fixture.house.get(path, as: fixture.kaisa)
        #expect(list.text.contains("Bergman Bertta") && !list.text.contains("Ahola Aino"))
        #expect(list.text.contains("Hyvä tietää"))
        #expect(try fixture.house.listedOnToday("takk", as: fixture.kaisa).count == 1)
        // Who has waited long is found by a chip, and the step says what waits.
        #expect(today.text.contains(">Katso hakemukset<"))
        let long = try fixture.house.get("/takk/applications?waited=14", as: fixture.kaisa).text
        #expect(long.contains("Ahola Aino") && !long.contains("Bergman Bertta"))
        #expect(long.contains("Yli 14 päivää"))
        // Of many filters the first stand in sight, and the others while one of them is on.
        let folded = "<details open><summary class=\"chip\">2 rajausta käytössä</summary>"
        #expect(list.text.contains(folded) && !long.contains("<details open>"))
    }
}
