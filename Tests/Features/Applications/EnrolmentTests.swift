import Base
import Support
import Testing

@Suite struct `A place on the course` {
    @Test func `the whole path, from the form to the place`() throws {
        let fixture = try CourseFixture("place_whole")
        let browser = Browser(fixture.house)
        _ = try browser.get(fixture.form)
        _ = try browser.post(fixture.form, typed())
        let sent = try browser.post(
            fixture.form + "/confirmation",
            confirmed(try fixture.house.lastCode())
        )
        let page = String(sent.location.prefix { $0 != "?" })
        let application = String(page.split(separator: "/").last ?? "")
        #expect(
            try browser.post(
                page + "/release",
                CourseFixture.release("1234567-1", "pomo@yritys.example")
            )
            .status == 303
        )
        #expect(try fixture.house.post(page + "/enrolment", as: fixture.kaisa).status == 409)
        try fixture.answer(application, "given")
        let staff = try fixture.house.get(page, as: fixture.kaisa)
        #expect(staff.text.contains("Ota mukaan koulutukseen"))
        #expect(try fixture.house.post(page + "/enrolment", as: fixture.kaisa).status == 303)
        #expect(try fixture.sql("select state from enrolment") == [["active"]])
        let own = try browser.get(page)
        #expect(own.text.contains("Sinulla on paikka koulutuksessa"))
        #expect(own.text.contains("/takk/own-log"))
        #expect(try fixture.house.mails(of: fixture.takk).last?.to == "aino@hakija.example")
        #expect(try fixture.house.log(of: fixture.takk).contains("enrolment.made done"))
        #expect(try fixture.house.post(page + "/enrolment", as: fixture.kaisa).status == 409)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `the database itself refuses a place without both keys`() throws {
        let fixture = try CourseFixture("place_keys")
        let (guest, application, person) = try fixture.applicant("Aino")
        func insert(_ ask: String) throws {
            try fixture.asApp(
                in: fixture.takk,
                """
                insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
                values ('\(fixture.takk.id)', '\(ID<CourseFixture>())', '\(fixture.course)', '\(person)', '\(application)', '\(ask)')
                """
            )
        }
        #expect(throws: Failure.self) { try insert(ID<CourseFixture>().text) }
        try fixture.release(application, as: guest)
        let ask = try fixture.sql("select id from consent_ask").first?.first ?? ""
        let refused = #expect(throws: Failure.self) { try insert(ask) }
        #expect("\(refused.map { "\($0)" } ?? "")".contains("enrolment.rule.both-keys"))
        try fixture.answer(application, "given", workingTime: false)
        #expect(throws: Failure.self) { try insert(ask) }
        try fixture.answer(application, "given")
        try insert(ask)
        _ = try fixture.house.post(
            "/takk/applications/\(application)/release/withdrawal",
            as: guest
        )
        #expect(throws: Failure.self) { try insert(ask) }
        #expect(try fixture.count("enrolment") == 0)
    }

    @Test
    func
        `a place that a key is taken from pauses by itself and can go on when both are there again`()
        throws
    {
        let fixture = try CourseFixture("place_pause")
        let (guest, application, _) = try fixture.applicant("Aino")
        let page = "/takk/applications/\(application)"
        try fixture.release(application, as: guest)
        try fixture.answer(application, "given")
        _ = try fixture.house.post(page + "/enrolment", as: fixture.kaisa)
        // The employer takes its consent back.
        try fixture.house.database.psql("update consent_ask set state = 'withdrawn'")
        #expect(try fixture.sql("select state from enrolment") == [["paused"]])
        #expect(try fixture.house.post(page + "/enrolment", as: fixture.kaisa).status == 409)
        #expect(try fixture.house.get(page, as: guest).text.contains("Pyydä suostumusta uudelleen"))
        try fixture.release(application, as: guest)
        try fixture.answer(application, "given")
        #expect(
            try fixture.house.get(page, as: fixture.kaisa).text.contains("Jatka osallistumista")
        )
        #expect(try fixture.house.post(page + "/enrolment", as: fixture.kaisa).status == 303)
        #expect(try fixture.sql("select state from enrolment") == [["active"]])
        #expect(try fixture.house.log(of: fixture.takk).contains("enrolment.resumed done"))
        // The applicant takes the release back.
        #expect(try fixture.house.post(page + "/release/withdrawal", as: guest).status == 303)
        #expect(try fixture.sql("select state from enrolment") == [["paused"]])
        #expect(try fixture.house.log(of: fixture.takk).contains("enrolment.paused done"))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a course that is full takes nobody more`() throws {
        let fixture = try CourseFixture("place_full", seats: 1)
        for (name, status) in [("Aino", 303), ("Bertta", 409)] {
            let (guest, application, _) = try fixture.applicant(name)
            try fixture.release(application, as: guest)
            try fixture.answer(application, "given")
            let page = try fixture.house.post(
                "/takk/applications/\(application)/enrolment",
                as: fixture.kaisa
            )
            #expect(page.status == status)
            if status == 409 { #expect(page.text.contains("Koulutus on täynnä")) }
        }
        let mails = try fixture.house.mails(of: fixture.takk)
        #expect(mails.count { $0.subject.hasPrefix("Sinulla on paikka") } == 1)
    }

    @Test
    func `the employer is reminded once in three days, with a link of its own and in its language`()
        throws
    {
        let fixture = try CourseFixture("place_remind")
        let (guest, application, _) = try fixture.applicant("Aino")
        let path = "/takk/applications/\(application)/reminder"
        #expect(try fixture.house.post(path, as: fixture.kaisa).status == 409)
        try fixture.release(application, as: guest)
        let early = try fixture.house.post(path, as: fixture.kaisa)
        #expect(early.status == 409)
        #expect(early.text.contains("viimeisten kolmen päivän"))
        try fixture.house.database.psql(
            """
            update consent_ask set sent_at = moment() - interval '4 days';
            update consent_request set giver_email = 'kollega@yritys.example', giver_name = 'Kollega'
            """
        )
        #expect(
            try fixture.house.get("/takk/applications/\(application)", as: fixture.kaisa).text
                .contains(
                    "Muistuta työnantajaa"
                )
        )
        #expect(try fixture.house.post(path, as: fixture.kaisa).status == 303)
        #expect(try fixture.house.post(path, as: fixture.kaisa).status == 409)
        #expect(try fixture.house.post(path, as: guest).status == 403)
        let employer = try fixture.employer()
        let mail = try fixture.sql(
            "select recipient, subject, body from outbox where tenant_id = '\(employer)' order by made_at desc, id desc limit 1"
        )
        #expect(mail.first?[0] == "kollega@yritys.example")
        #expect(mail.first?[1].hasPrefix("Muistutus") == true)
        #expect(mail.first?[2].contains("/answer#") == true)
        #expect(try fixture.count("consent_link", "revoked_at is null") == 2)
        #expect(
            try fixture.count(
                "log.event",
                "tenant_id = '\(employer)' and action = 'consent.reminded'"
            )
                == 1
        )
        #expect(try fixture.house.log(of: fixture.takk).contains("consent.reminded done"))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `withdrawn or closed, the application stops and the employer hears no more`() throws
    {
        let fixture = try CourseFixture("place_stop")
        for (name, act, staff, state) in [
            ("Aino", "withdrawal", false, "withdrawn"), ("Bertta", "closing", true, "closed"),
            ("Cecilia", "withdrawal", true, "withdrawn"),
        ] {
            let (guest, application, _) = try fixture.applicant(name)
            try fixture.release(application, as: guest)
            if act == "closing" {
                #expect(
                    try fixture.house.post("/takk/applications/\(application)/closing", as: guest)
                        .status == 403
                )
            }
            let page = try fixture.house.post(
                "/takk/applications/\(application)/\(act)",
                as: staff ? fixture.kaisa : guest
            )
            #expect(page.status == 303)
            #expect(
                try fixture.sql("select state from application where id = '\(application)'") == [
                    [state]
                ]
            )
            #expect(try fixture.count("consent_request", "state = 'waiting'") == 0)
            #expect(
                try fixture.house.post(
                    "/takk/applications/\(application)/enrolment",
                    as: fixture.kaisa
                )
                .status == 409
            )
            #expect(try fixture.release(application, as: guest).status == 409)
            #expect(
                try fixture.house.post(
                    "/takk/applications/\(application)/\(act)",
                    as: fixture.kaisa
                )
                .status == 409
            )
        }
        // Who withdrew may apply again while the course is open.
        let again = try fixture.house.member(
            of: fixture.takk,
            .expert,
            name: "Dora Takaisin",
            person: fixture.house.person(in: fixture.takk, "Dora", "Takaisin")
        )
        #expect(
            try fixture.house.post(
                fixture.form,
                typed(given: "Dora", family: "Takaisin"),
                as: again
            )
            .status == 303
        )
        let id =
            try fixture.sql(
                "select a.id from application a join person p on p.id = a.person_id where p.given_name = 'Dora'"
            ).first?.first ?? ""
        _ = try fixture.house.post("/takk/applications/\(id)/withdrawal", as: again)
        #expect(
            try fixture.house.post(
                fixture.form,
                typed(given: "Dora", family: "Takaisin"),
                as: again
            )
            .status == 303
        )
        #expect(
            try fixture.sql("select state from application where id = '\(id)'") == [["received"]]
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `who gives the place sees who gave the consent, and how that is known`() throws {
        let fixture = try CourseFixture("hostile_giver")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        try fixture.answer(application, "given")
        let page = try fixture.house.get("/takk/applications/\(application)", as: fixture.kaisa)
        for part in [
            "Pomo Pomonen", "pomo@yritys.example",
            "Tunnistus: henkilökohtainen linkki ja koodi sähköpostista",
        ] {
            #expect(page.text.contains(part))
        }
        #expect(fixture.house.faults.all.isEmpty)
    }
}
