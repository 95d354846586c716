import Base
import HTTP
import Support
import Testing

@Suite struct `Pages of applications` {
    @Test
    func `an applicant reaches nothing of another's, and each try is refused like an absent one`()
        throws
    {
        let fixture = try CourseFixture("pages_foreign")
        let (_, hers, _) = try fixture.applicant("Aino")
        let (guest, _, _) = try fixture.applicant("Bertta")
        let absent = ID<CourseFixture>().text
        for suffix in ["", "/release"] {
            let before = try fixture.house.log(of: fixture.takk).filter {
                $0 == "access.refused refused"
            }
            .count
            let foreign = try fixture.house.get("/takk/applications/\(hers)\(suffix)", as: guest)
            #expect(
                try fixture.house.log(of: fixture.takk).filter { $0 == "access.refused refused" }
                    .count
                    == before + 1
            )
            let nothing = try fixture.house.get("/takk/applications/\(absent)\(suffix)", as: guest)
            #expect(foreign.status == 404 && nothing.status == 404)
            #expect(
                foreign.text.replacing(hers, with: "") == nothing.text.replacing(absent, with: "")
            )
        }
        for suffix in ["/release", "/release/withdrawal", "/withdrawal"] {
            let form = CourseFixture.release("1234567-1", "pomo@yritys.example")
            let foreign = try fixture.house.post(
                "/takk/applications/\(hers)\(suffix)",
                form,
                as: guest
            )
            let nothing = try fixture.house.post(
                "/takk/applications/\(absent)\(suffix)",
                form,
                as: guest
            )
            #expect(foreign.status == 404 && nothing.status == 404)
            #expect(foreign.text == nothing.text)
        }
        #expect(try fixture.sql("select distinct state from application") == [["received"]])
        #expect(try fixture.count("release") == 0)
    }

    @Test
    func
        `the coordinator's list shows everybody by course and state; an applicant's their own alone`()
        throws
    {
        let fixture = try CourseFixture("pages_list")
        let (guest, mine, _) = try fixture.applicant("Aino", "Ahola")
        let (other, _, _) = try fixture.applicant("Bertta", "Bergman")
        try fixture.release(mine, as: guest)
        let all = try fixture.house.get("/takk/applications", as: fixture.kaisa)
        #expect(all.text.contains("Ahola Aino") && all.text.contains("Bergman Bertta"))
        #expect(all.text.contains("2 hakemusta"))
        let waiting = try fixture.house.get(
            "/takk/applications?state=waiting&course=\(fixture.course)",
            as: fixture.kaisa
        )
        #expect(waiting.text.contains("Ahola Aino") && !waiting.text.contains("Bergman"))
        #expect(
            waiting.text.contains("1 hakemus</p>")
                && waiting.text.contains("Odottaa työnantajaa <small>1</small></a>")
        )
        let none = try fixture.house.get("/takk/applications?state=enrolled", as: fixture.kaisa)
        #expect(none.text.contains("Näillä rajauksilla"))
        let own = try fixture.house.get("/takk/applications?state=received", as: other)
        #expect(own.text.contains("Omat hakemukset") && !own.text.contains("Ahola"))
        #expect(
            try fixture.house.get(
                "/takk/applications?course=\(ID<CourseFixture>())",
                as: fixture.kaisa
            ).status
                == 200
        )
        // What is no answer to a filter asks nothing.
        let junk = try fixture.house.get("/takk/applications?course=x", as: fixture.kaisa)
        #expect(junk.status == 200 && junk.text.contains("2 hakemusta"))
        let trainer = try fixture.house.member(of: fixture.takk, .trainer)
        #expect(try fixture.house.get("/takk/applications", as: trainer).status == 403)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a long list goes on page by page, and none is lost`() throws {
        let fixture = try CourseFixture("pages_long")
        try fixture.house.database.psql(
            """
            insert into person (tenant_id, id, given_name, family_name, kind)
              select '\(fixture.takk.id)', gen_random_uuid(), 'Etu' || n, 'Suku', 'participant' from generate_series(1, 70) n;
            insert into application (tenant_id, id, course_id, person_id, created_at)
              select tenant_id, gen_random_uuid(), '\(fixture.course)', id, moment() - (row_number() over () / 3) * interval '1 minute'
                from person where tenant_id = '\(fixture.takk.id)'
            """
        )
        var seen: Set<String> = []
        var path: String? = "/takk/applications"
        var pages = 0
        while let next = path, pages < 5 {
            let page = try fixture.house.get(next, as: fixture.kaisa)
            for part in page.text.split(separator: "class=\"row\" href=\"").dropFirst() {
                #expect(seen.insert(String(part.prefix { $0 != "\"" })).inserted)
            }
            let link = page.text.split(separator: "rel=\"next\" href=\"").dropFirst().first
            path = link.map { String($0.prefix { $0 != "\"" }).replacing("&amp;", with: "&") }
            pages += 1
        }
        #expect(seen.count == 70 && pages == 2)
    }

    @Test func `the coordinator sees the state, never who answers at the employer`() throws {
        let fixture = try CourseFixture("pages_staff")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        try fixture.answer(application, "refused", workingTime: false)
        let staff = try fixture.house.get("/takk/applications/\(application)", as: fixture.kaisa)
        #expect(staff.text.contains("Ei suostumusta"))
        #expect(!staff.text.contains("Pomo Pomonen") && !staff.text.contains("pomo@yritys.example"))
        let own = try fixture.house.get("/takk/applications/\(application)", as: guest)
        #expect(own.text.contains("Pomo Pomonen"))
    }

    @Test func `the page tells what was done on the path, and not who has looked`() throws {
        let fixture = try CourseFixture("pages_history")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        _ = try fixture.house.get("/takk/applications/\(application)", as: fixture.kaisa)
        let own = try fixture.house.get("/takk/applications/\(application)", as: guest)
        let text = own.text.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
        #expect(text.contains("Aino Hakija antoi luvan kysyä työnantajalta: Oy Yritys Ab"))
        #expect(own.text.contains("pyysi työnantajan suostumusta"))
        #expect(!own.text.contains("Kaisa Koe"))
    }

    @Test func `every page says everything in all three languages, at every state`() throws {
        let fixture = try CourseFixture("pages_words")
        let (guest, application, _) = try fixture.applicant("Aino")
        let path = "/takk/applications/\(application)"
        func look(_ state: String) throws {
            for language in ["fi", "sv", "en"] {
                for page in [
                    try fixture.house.get("\(path)?language=\(language)", as: guest),
                    try fixture.house.get("\(path)?language=\(language)", as: fixture.kaisa),
                    try fixture.house.get("/takk/today?language=\(language)", as: guest),
                    try fixture.house.get("/takk/today?language=\(language)", as: fixture.kaisa),
                    try fixture.house.get(
                        "/takk/applications?language=\(language)",
                        as: fixture.kaisa
                    ),
                ] {
                    #expect(page.status == 200)
                    #expect(!page.text.contains("⟦"), "\(language), \(state)")
                    #expect(page.text.utf8.count < 30 * 1024)
                }
            }
        }
        try look("received")
        #expect(
            try fixture.house.get("\(path)/release?language=sv", as: guest).text.contains(
                "FO-nummer"
            )
        )
        try fixture.release(application, as: guest)
        try look("waiting")
        try fixture.house.database.psql(
            "update consent_ask set sent_at = moment() - interval '8 days'"
        )
        #expect(
            try fixture.house.get("/takk/today", as: fixture.kaisa).text.contains(
                "ei ole vastannut viikkoon"
            )
        )
        for state in ["given", "without-support", "refused", "withdrawn", "expired"] {
            try fixture.house.database.psql(
                "update consent_ask set state = '\(state)', decided_at = moment(), support_working_time = \(state == "given")"
            )
            try look(state)
        }
        try fixture.house.database.psql(
            "update consent_ask set state = 'given', support_working_time = true"
        )
        #expect(
            try fixture.house.get("/takk/today", as: fixture.kaisa).text.contains(
                "voidaan ottaa mukaan"
            )
        )
        _ = try fixture.house.post("\(path)/enrolment", as: fixture.kaisa)
        try look("enrolled")
        try fixture.house.database.psql("update consent_ask set state = 'withdrawn'")
        try look("paused")
        try fixture.house.database.psql("update application set state = 'closed'")
        try look("closed")
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `an answer leads to its receipt, and before one there is none`() throws {
        let fixture = try CourseFixture("pages_receipt")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        let path = "/takk/applications/\(application)"
        #expect(!(try fixture.house.get(path, as: guest).text.contains("/receipt\"")))
        try fixture.answer(application, "given")
        let ask = try fixture.sql("select id from consent_ask").first?.first ?? ""
        let page = try fixture.house.get(path, as: guest)
        #expect(page.text.contains("/takk/consent-asks/\(ask)/receipt\""))
    }

    @Test func `Today names whose turn it is to the coordinator and leads each to the next step`()
        throws
    {
        let fixture = try CourseFixture("pages_today")
        let (guest, application, _) = try fixture.applicant("Aino", "Salainen")
        _ = try fixture.applicant("Bertta", "Salainen")
        let staff = try fixture.house.get("/takk/today", as: fixture.kaisa)
        // There is nothing to do for them yet: they stand apart, and are not counted.
        #expect(staff.text.contains("2 uutta hakemusta: Iltapäiväkurssi"))
        #expect(staff.text.contains("0 asiaa odottaa sinua"))
        #expect(staff.text.contains("Hyvä tietää") && !staff.text.contains("<h2>Odottaa sinua"))
        #expect(staff.text.contains("Aino Salainen") && staff.text.contains("Bertta Salainen"))
        let own = try fixture.house.get("/takk/today", as: guest)
        #expect(own.text.contains("/takk/applications/\(application)"))
        #expect(own.text.contains("1 asia odottaa sinua") && !own.text.contains("Hyvä tietää"))
    }

    @Test func `each look stands in the log with whom it was about`() throws {
        let fixture = try CourseFixture("pages_looks")
        let (_, application, person) = try fixture.applicant("Aino")
        _ = try fixture.house.get("/takk/applications/\(application)", as: fixture.kaisa)
        _ = try fixture.house.get("/takk/applications", as: fixture.kaisa)
        let looks = try fixture.sql(
            """
            select e.action from log.event e join log.event_subject p on p.tenant_id = e.tenant_id and p.event_id = e.id
             where p.person_id = '\(person)' order by e.action
            """
        )
        #expect(looks == [["application.listed"], ["application.read"]])
    }

    @Test func `the rail says what somebody is now, not the name of their role`() throws {
        let fixture = try CourseFixture("pages_standing")
        let (guest, application, _) = try fixture.applicant("Aino")
        func title() throws -> String {
            let page = try fixture.house.get("/takk/today", as: guest).text
            let me = page.split(separator: "<div class=\"me\">").last ?? ""
            return String(me.prefix(60))
        }
        #expect(try title().contains("Hakija"))
        try fixture.release(application, as: guest)
        #expect(try title().contains("Hakija"))
        try fixture.answer(application, "given")
        _ = try fixture.house.post(
            "/takk/applications/\(application)/enrolment",
            as: fixture.kaisa
        )
        #expect(try title().contains("Osallistuja"))
        _ = try fixture.sql(
            "alter table enrolment disable trigger user; update enrolment set state = 'completed'"
        )
        #expect(try title().contains("Kokemustoimija"))
        _ = try fixture.sql(
            "update enrolment set state = 'left'; update application set state = 'withdrawn'"
        )
        #expect(try title().contains("Jäsen"))
    }
}
