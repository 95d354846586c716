import Base
import HTTP
import Support
import Testing

@Suite struct `Pages of applications` {
    @Test
    func `an applicant reaches nothing of another's, and each try is refused like an absent one`()
        throws
    {
        let road = try Road("pages_foreign")
        let (_, hers, _) = try road.applicant("Aino")
        let (guest, _, _) = try road.applicant("Bertta")
        let absent = ID<Road>().text
        for suffix in ["", "/release"] {
            let before = try road.house.log(of: road.takk).filter { $0 == "access.refused refused" }
                .count
            let foreign = try road.house.get("/takk/applications/\(hers)\(suffix)", as: guest)
            #expect(
                try road.house.log(of: road.takk).filter { $0 == "access.refused refused" }.count
                    == before + 1
            )
            let nothing = try road.house.get("/takk/applications/\(absent)\(suffix)", as: guest)
            #expect(foreign.status == 404 && nothing.status == 404)
            #expect(
                foreign.text.replacing(hers, with: "") == nothing.text.replacing(absent, with: "")
            )
        }
        for suffix in ["/release", "/release/withdrawal", "/withdrawal"] {
            let form = Road.release("1234567-1", "pomo@yritys.example")
            let foreign = try road.house.post(
                "/takk/applications/\(hers)\(suffix)",
                form,
                as: guest
            )
            let nothing = try road.house.post(
                "/takk/applications/\(absent)\(suffix)",
                form,
                as: guest
            )
            #expect(foreign.status == 404 && nothing.status == 404)
            #expect(foreign.text == nothing.text)
        }
        #expect(try road.sql("select distinct state from application") == [["received"]])
        #expect(try road.count("release") == 0)
    }

    @Test
    func
        `the coordinator's list shows everybody by course and state; an applicant's their own alone`()
        throws
    {
        let road = try Road("pages_list")
        let (guest, mine, _) = try road.applicant("Aino", "Ahola")
        let (other, _, _) = try road.applicant("Bertta", "Bergman")
        try road.release(mine, as: guest)
        let all = try road.house.get("/takk/applications", as: road.kaisa)
        #expect(all.text.contains("Ahola Aino") && all.text.contains("Bergman Bertta"))
        #expect(all.text.contains("2 hakemusta"))
        let waiting = try road.house.get(
            "/takk/applications?state=waiting&course=\(road.course)",
            as: road.kaisa
        )
        #expect(waiting.text.contains("Ahola Aino") && !waiting.text.contains("Bergman"))
        #expect(
            waiting.text.contains("1 hakemus</p>")
                && waiting.text.contains("Odottaa työnantajaa 1</a>")
        )
        let none = try road.house.get("/takk/applications?state=enrolled", as: road.kaisa)
        #expect(none.text.contains("Näillä rajauksilla"))
        let own = try road.house.get("/takk/applications?state=received", as: other)
        #expect(own.text.contains("Omat hakemukset") && !own.text.contains("Ahola"))
        #expect(
            try road.house.get("/takk/applications?course=\(ID<Road>())", as: road.kaisa).status
                == 200
        )
        #expect(try road.house.get("/takk/applications?course=x", as: road.kaisa).status == 404)
        let trainer = try road.house.member(of: road.takk, .trainer)
        #expect(try road.house.get("/takk/applications", as: trainer).status == 403)
        #expect(road.house.faults.all.isEmpty)
    }

    @Test func `a long list goes on page by page, and none is lost`() throws {
        let road = try Road("pages_long")
        try road.house.database.psql(
            """
            insert into person (tenant_id, id, given_name, family_name, kind)
              select '\(road.takk.id)', gen_random_uuid(), 'Etu' || n, 'Suku', 'participant' from generate_series(1, 70) n;
            insert into application (tenant_id, id, course_id, person_id, created_at)
              select tenant_id, gen_random_uuid(), '\(road.course)', id, moment() - (row_number() over () / 3) * interval '1 minute'
                from person where tenant_id = '\(road.takk.id)'
            """
        )
        var seen: Set<String> = []
        var path: String? = "/takk/applications"
        var pages = 0
        while let next = path, pages < 5 {
            let page = try road.house.get(next, as: road.kaisa)
            for part in page.text.split(separator: "class=\"row-link\" href=\"").dropFirst() {
                #expect(seen.insert(String(part.prefix { $0 != "\"" })).inserted)
            }
            let link = page.text.split(separator: "rel=\"next\" href=\"").dropFirst().first
            path = link.map { String($0.prefix { $0 != "\"" }).replacing("&amp;", with: "&") }
            pages += 1
        }
        #expect(seen.count == 70 && pages == 2)
    }

    @Test func `the coordinator sees the state, never who answers at the employer`() throws {
        let road = try Road("pages_staff")
        let (guest, application, _) = try road.applicant("Aino")
        try road.release(application, as: guest)
        try road.answer(application, "refused", workingTime: false)
        let staff = try road.house.get("/takk/applications/\(application)", as: road.kaisa)
        #expect(staff.text.contains("Ei suostumusta"))
        #expect(!staff.text.contains("Pomo Pomonen") && !staff.text.contains("pomo@yritys.example"))
        let own = try road.house.get("/takk/applications/\(application)", as: guest)
        #expect(own.text.contains("Pomo Pomonen"))
    }

    @Test func `the page tells what was done on the path, and not who has looked`() throws {
        let road = try Road("pages_history")
        let (guest, application, _) = try road.applicant("Aino")
        try road.release(application, as: guest)
        _ = try road.house.get("/takk/applications/\(application)", as: road.kaisa)
        let own = try road.house.get("/takk/applications/\(application)", as: guest)
        let text = own.text.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
        #expect(text.contains("Aino Hakija antoi luvan kysyä työnantajalta: Oy Yritys Ab"))
        #expect(own.text.contains("pyysi työnantajan suostumusta"))
        #expect(!own.text.contains("Kaisa Koe"))
    }

    @Test func `every page says everything in all three languages, at every state`() throws {
        let road = try Road("pages_words")
        let (guest, application, _) = try road.applicant("Aino")
        let path = "/takk/applications/\(application)"
        func look(_ state: String) throws {
            for language in ["fi", "sv", "en"] {
                for page in [
                    try road.house.get("\(path)?language=\(language)", as: guest),
                    try road.house.get("\(path)?language=\(language)", as: road.kaisa),
                    try road.house.get("/takk/today?language=\(language)", as: guest),
                    try road.house.get("/takk/today?language=\(language)", as: road.kaisa),
                    try road.house.get("/takk/applications?language=\(language)", as: road.kaisa),
                ] {
                    #expect(page.status == 200)
                    #expect(!page.text.contains("⟦"), "\(language), \(state)")
                    #expect(page.text.utf8.count < 30 * 1024)
                }
            }
        }
        try look("received")
        #expect(
            try road.house.get("\(path)/release?language=sv", as: guest).text.contains("FO-nummer")
        )
        try road.release(application, as: guest)
        try look("waiting")
        try road.house.database.psql(
            "update consent_ask set sent_at = moment() - interval '8 days'"
        )
        #expect(
            try road.house.get("/takk/today", as: road.kaisa).text.contains(
                "ei ole vastannut viikkoon"
            )
        )
        for state in ["given", "without-support", "refused", "withdrawn", "expired"] {
            try road.house.database.psql(
                "update consent_ask set state = '\(state)', decided_at = moment(), support_working_time = \(state == "given")"
            )
            try look(state)
        }
        try road.house.database.psql(
            "update consent_ask set state = 'given', support_working_time = true"
        )
        #expect(
            try road.house.get("/takk/today", as: road.kaisa).text.contains("voidaan ottaa mukaan")
        )
        _ = try road.house.post("\(path)/enrolment", as: road.kaisa)
        try look("enrolled")
        try road.house.database.psql("update consent_ask set state = 'withdrawn'")
        try look("paused")
        try road.house.database.psql("update application set state = 'closed'")
        try look("closed")
        #expect(road.house.faults.all.isEmpty)
    }

    @Test func `an answer leads to its receipt, and before one there is none`() throws {
        let road = try Road("pages_receipt")
        let (guest, application, _) = try road.applicant("Aino")
        try road.release(application, as: guest)
        let path = "/takk/applications/\(application)"
        #expect(!(try road.house.get(path, as: guest).text.contains("/receipt\"")))
        try road.answer(application, "given")
        let ask = try road.sql("select id from consent_ask").first?.first ?? ""
        let page = try road.house.get(path, as: guest)
        #expect(page.text.contains("/takk/consent-asks/\(ask)/receipt\""))
    }

    @Test func `Today names nobody to the coordinator and leads each to the next step`() throws {
        let road = try Road("pages_today")
        let (guest, application, _) = try road.applicant("Aino", "Salainen")
        _ = try road.applicant("Bertta", "Salainen")
        let staff = try road.house.get("/takk/today", as: road.kaisa)
        #expect(staff.text.contains("2 uutta hakemusta: Iltapäiväkurssi"))
        #expect(!staff.text.contains("Salainen"))
        let own = try road.house.get("/takk/today", as: guest)
        #expect(own.text.contains("/takk/applications/\(application)"))
    }

    @Test func `each look stands in the log with whom it was about`() throws {
        let road = try Road("pages_looks")
        let (_, application, person) = try road.applicant("Aino")
        _ = try road.house.get("/takk/applications/\(application)", as: road.kaisa)
        _ = try road.house.get("/takk/applications", as: road.kaisa)
        let looks = try road.sql(
            """
            select e.action from log.event e join log.event_subject p on p.tenant_id = e.tenant_id and p.event_id = e.id
             where p.person_id = '\(person)' order by e.action
            """
        )
        #expect(looks == [["application.listed"], ["application.read"]])
    }
}
