import Base
import Support
import Testing

@Suite struct `A place on the course` {
    @Test func `the whole path, from the form to the place`() throws {
        let road = try Road("place_whole")
        let browser = Browser(road.house)
        _ = try browser.get(road.form)
        _ = try browser.post(road.form, typed())
        let sent = try browser.post(
            road.form + "/confirmation",
            confirmed(try road.house.lastCode())
        )
        let page = String(sent.location.prefix { $0 != "?" })
        let application = String(page.split(separator: "/").last ?? "")
        #expect(
            try browser.post(page + "/release", Road.release("1234567-1", "pomo@yritys.example"))
                .status == 303
        )
        #expect(try road.house.post(page + "/enrolment", as: road.kaisa).status == 409)
        try road.answer(application, "given")
        let staff = try road.house.get(page, as: road.kaisa)
        #expect(staff.text.contains("Ota mukaan koulutukseen"))
        #expect(try road.house.post(page + "/enrolment", as: road.kaisa).status == 303)
        #expect(try road.sql("select state from enrolment") == [["active"]])
        let own = try browser.get(page)
        #expect(own.text.contains("Sinulla on paikka koulutuksessa"))
        #expect(own.text.contains("/takk/own-log"))
        #expect(try road.house.mails(of: road.takk).last?.to == "aino@hakija.example")
        #expect(try road.house.log(of: road.takk).contains("enrolment.made done"))
        #expect(try road.house.post(page + "/enrolment", as: road.kaisa).status == 409)
        #expect(road.house.faults.all.isEmpty)
    }

    @Test func `the database itself refuses a place without both keys`() throws {
        let road = try Road("place_keys")
        let (guest, application, person) = try road.applicant("Aino")
        func insert(_ ask: String) throws {
            try road.asApp(
                in: road.takk,
                """
                insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
                values ('\(road.takk.id)', '\(ID<Road>())', '\(road.course)', '\(person)', '\(application)', '\(ask)')
                """
            )
        }
        #expect(throws: Failure.self) { try insert(ID<Road>().text) }
        try road.release(application, as: guest)
        let ask = try road.sql("select id from consent_ask").first?.first ?? ""
        let refused = #expect(throws: Failure.self) { try insert(ask) }
        #expect("\(refused.map { "\($0)" } ?? "")".contains("enrolment.rule.both-keys"))
        try road.answer(application, "given", workingTime: false)
        #expect(throws: Failure.self) { try insert(ask) }
        try road.answer(application, "given")
        try insert(ask)
        _ = try road.house.post("/takk/applications/\(application)/release/withdrawal", as: guest)
        #expect(throws: Failure.self) { try insert(ask) }
        #expect(try road.count("enrolment") == 0)
    }

    @Test
    func
        `a place that a key is taken from pauses by itself and can go on when both are there again`()
        throws
    {
        let road = try Road("place_pause")
        let (guest, application, _) = try road.applicant("Aino")
        let page = "/takk/applications/\(application)"
        try road.release(application, as: guest)
        try road.answer(application, "given")
        _ = try road.house.post(page + "/enrolment", as: road.kaisa)
        // The employer takes its consent back.
        try road.house.database.psql("update consent_ask set state = 'withdrawn'")
        #expect(try road.sql("select state from enrolment") == [["paused"]])
        #expect(try road.house.post(page + "/enrolment", as: road.kaisa).status == 409)
        #expect(try road.house.get(page, as: guest).text.contains("Pyydä suostumusta uudelleen"))
        try road.release(application, as: guest)
        try road.answer(application, "given")
        #expect(try road.house.get(page, as: road.kaisa).text.contains("Jatka osallistumista"))
        #expect(try road.house.post(page + "/enrolment", as: road.kaisa).status == 303)
        #expect(try road.sql("select state from enrolment") == [["active"]])
        #expect(try road.house.log(of: road.takk).contains("enrolment.resumed done"))
        // The applicant takes the release back.
        #expect(try road.house.post(page + "/release/withdrawal", as: guest).status == 303)
        #expect(try road.sql("select state from enrolment") == [["paused"]])
        #expect(try road.house.log(of: road.takk).contains("enrolment.paused done"))
        #expect(road.house.faults.all.isEmpty)
    }

    @Test func `a course that is full takes nobody more`() throws {
        let road = try Road("place_full", seats: 1)
        for (name, status) in [("Aino", 303), ("Bertta", 409)] {
            let (guest, application, _) = try road.applicant(name)
            try road.release(application, as: guest)
            try road.answer(application, "given")
            let page = try road.house.post(
                "/takk/applications/\(application)/enrolment",
                as: road.kaisa
            )
            #expect(page.status == status)
            if status == 409 { #expect(page.text.contains("Koulutus on täynnä")) }
        }
        let mails = try road.house.mails(of: road.takk)
        #expect(mails.count { $0.subject.hasPrefix("Sinulla on paikka") } == 1)
    }

    @Test
    func `the employer is reminded once in three days, with a link of its own and in its language`()
        throws
    {
        let road = try Road("place_remind")
        let (guest, application, _) = try road.applicant("Aino")
        let path = "/takk/applications/\(application)/reminder"
        #expect(try road.house.post(path, as: road.kaisa).status == 409)
        try road.release(application, as: guest)
        let early = try road.house.post(path, as: road.kaisa)
        #expect(early.status == 409)
        #expect(early.text.contains("viimeisten kolmen päivän"))
        try road.house.database.psql(
            """
            update consent_ask set sent_at = moment() - interval '4 days';
            update consent_request set giver_email = 'kollega@yritys.example', giver_name = 'Kollega'
            """
        )
        #expect(
            try road.house.get("/takk/applications/\(application)", as: road.kaisa).text.contains(
                "Muistuta työnantajaa"
            )
        )
        #expect(try road.house.post(path, as: road.kaisa).status == 303)
        #expect(try road.house.post(path, as: road.kaisa).status == 409)
        #expect(try road.house.post(path, as: guest).status == 403)
        let employer = try road.employer()
        let mail = try road.sql(
            "select recipient, subject, body from outbox where tenant_id = '\(employer)' order by made_at desc, id desc limit 1"
        )
        #expect(mail.first?[0] == "kollega@yritys.example")
        #expect(mail.first?[1].hasPrefix("Muistutus") == true)
        #expect(mail.first?[2].contains("/answer#") == true)
        #expect(try road.count("consent_link", "revoked_at is null") == 2)
        #expect(
            try road.count("log.event", "tenant_id = '\(employer)' and action = 'consent.reminded'")
                == 1
        )
        #expect(try road.house.log(of: road.takk).contains("consent.reminded done"))
        #expect(road.house.faults.all.isEmpty)
    }

    @Test func `withdrawn or closed, the application stops and the employer hears no more`() throws
    {
        let road = try Road("place_stop")
        for (name, act, staff, state) in [
            ("Aino", "withdrawal", false, "withdrawn"), ("Bertta", "closing", true, "closed"),
            ("Cecilia", "withdrawal", true, "withdrawn"),
        ] {
            let (guest, application, _) = try road.applicant(name)
            try road.release(application, as: guest)
            if act == "closing" {
                #expect(
                    try road.house.post("/takk/applications/\(application)/closing", as: guest)
                        .status == 403
                )
            }
            let page = try road.house.post(
                "/takk/applications/\(application)/\(act)",
                as: staff ? road.kaisa : guest
            )
            #expect(page.status == 303)
            #expect(
                try road.sql("select state from application where id = '\(application)'") == [
                    [state]
                ]
            )
            #expect(try road.count("consent_request", "state = 'waiting'") == 0)
            #expect(
                try road.house.post("/takk/applications/\(application)/enrolment", as: road.kaisa)
                    .status == 409
            )
            #expect(try road.release(application, as: guest).status == 409)
            #expect(
                try road.house.post("/takk/applications/\(application)/\(act)", as: road.kaisa)
                    .status == 409
            )
        }
        // Who withdrew may apply again while the course is open.
        let again = try road.house.member(
            of: road.takk,
            .expert,
            name: "Dora Takaisin",
            person: road.house.person(in: road.takk, "Dora", "Takaisin")
        )
        #expect(
            try road.house.post(road.form, typed(given: "Dora", family: "Takaisin"), as: again)
                .status == 303
        )
        let id =
            try road.sql(
                "select a.id from application a join person p on p.id = a.person_id where p.given_name = 'Dora'"
            ).first?.first ?? ""
        _ = try road.house.post("/takk/applications/\(id)/withdrawal", as: again)
        #expect(
            try road.house.post(road.form, typed(given: "Dora", family: "Takaisin"), as: again)
                .status == 303
        )
        #expect(try road.sql("select state from application where id = '\(id)'") == [["received"]])
        #expect(road.house.faults.all.isEmpty)
    }
}
