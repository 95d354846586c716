import Base
import Support
import Testing

@Suite struct `Releasing an application to an employer` {
    @Test func `nothing reaches the employer before the release, and with it everything at once`()
        throws
    {
        let road = try Road("release_first")
        let (guest, application, _) = try road.applicant("Aino")
        let page = try road.house.get("/takk/applications/\(application)/release", as: guest)
        #expect(page.status == 200)
        #expect(page.text.contains("Annan koulutuksen järjestäjälle luvan"))
        for table in ["consent_request", "consent_link", "consent_ask", "release", "letter"] {
            #expect(try road.count(table) == 0)
        }
        #expect(try road.count("space", "kind = 'employer'") == 0)
        #expect(try road.count("outbox") == 0)

        let done = try road.release(application, as: guest)
        #expect(done.status == 303)
        let space = try road.employer()
        #expect(
            try road.sql(
                "select slug ~ '^tyonantaja-[0-9a-f]{8}$', kind, state, name_fi from space where id = '\(space)'"
            )
                == [["t", "employer", "unclaimed", "Oy Yritys Ab"]]
        )
        #expect(
            try road.sql(
                """
                select employee_name, course_name, place, hours::text, asks_working_time::text, asks_travel::text,
                  asks_substitute::text, asks_contact_person::text, giver_email, text_version::text, language, state
                  from consent_request where tenant_id = '\(space)'
                """
            ) == [
                [
                    "Aino Hakija", "Iltapäiväkurssi", "Pori, Testikatu 1", "21", "true", "true",
                    "false", "false",
                    "pomo@yritys.example", "1", "fi", "waiting",
                ]
            ]
        )
        #expect(
            try road.sql(
                "select sessions -> 0 ->> 'starts', jsonb_array_length(sessions)::text from consent_request"
            ) == [["13:00", "7"]]
        )
        #expect(
            try road.count(
                "consent_link",
                "tenant_id = '\(space)' and octet_length(token_hash) = 32"
            ) == 1
        )
        #expect(try road.count("letter", "kind = 'consent.request'") == 2)
        let mine = try road.house.log(of: road.takk)
        #expect(mine.contains("release.given done") && mine.contains("consent.asked done"))
        #expect(
            try road.sql(
                "select action from log.event where tenant_id = '\(space)' and action <> 'database.changed'"
            ) == [["consent.received"]]
        )
        #expect(road.house.faults.all.isEmpty)
    }

    @Test
    func
        `the invitation tells who asks, for whom, what and until when, in the giver's language, and nothing of why`()
        throws
    {
        let road = try Road("release_mail")
        for (language, words) in [
            (
                "fi",
                ["Aino Hakija", "Iltapäiväkurssi", "Tila takk", "21 tuntia", "Työaikaa", "tiliä"]
            ),
            (
                "sv",
                ["Aino Hakija", "Iltapäiväkurssi", "Rum takk", "21 timmar", "Arbetstid", "konto"]
            ),
            (
                "en",
                [
                    "Aino Hakija", "Iltapäiväkurssi", "Space takk", "21 hours", "Working time",
                    "account",
                ]
            ),
        ] {
            let (guest, application, _) = try road.applicant("Aino")
            let page = try road.house.post(
                "/takk/applications/\(application)/release",
                [
                    "employer_name": "Oy Yritys Ab", "business_id": "1234567-1",
                    "giver_name": "Pomo",
                    "giver_email": "pomo@yritys.example", "giver_language": language,
                    "support": "working-time", "version": "1", "agreed": "yes",
                ],
                as: guest
            )
            #expect(page.status == 303)
            let mail = try road.sql(
                "select recipient, subject, body, language from outbox where tenant_id = '\(try road.employer())' order by made_at desc, id desc limit 1"
            )
            let row = try #require(mail.first)
            #expect(row[0] == "pomo@yritys.example")
            #expect(row[3] == language)
            for word in words { #expect(row[2].contains(word), "\(language) lacks \(word)") }
            #expect(row[2].contains("/answer#"))
            let all = (row[1] + row[2]).lowercased()
            for word in [
                "sairau", "sjuk", "illness", "diagno", "kokemus", "erfaren", "experien", "⟦", "{",
            ] {
                #expect(!all.contains(word), "\(language) has \(word)")
            }
        }
    }

    @Test
    func
        `an employer that has a space already gets the letter there, and the applicant cannot tell`()
        throws
    {
        let road = try Road("release_known")
        let firm = try road.house.space("firma", .employer, businessID: "1234567-1")
        let (first, one, _) = try road.applicant("Aino")
        let (second, two, _) = try road.applicant("Bertta")
        let known = try road.release(one, as: first)
        let unknown = try road.release(two, as: second, businessID: "2345678-0")
        #expect(known.status == 303 && unknown.status == 303)
        #expect(try road.count("consent_request", "tenant_id = '\(firm.id)'") == 1)
        #expect(try road.count("space", "business_id = '1234567-1'") == 1)
        #expect(try road.house.mails(of: firm).first?.body.contains("/firma/answer#") == true)
        let pages = try [(one, first), (two, second)].map { application, guest in
            try road.house.get("/takk/applications/\(application)", as: guest).text
        }
        #expect(!pages[0].contains("firma") && !pages[0].contains("Tila firma"))
        #expect(
            pages[0].contains("Odottaa työnantajaa") && pages[1].contains("Odottaa työnantajaa")
        )
    }

    @Test func `two employers of one course never see each other's people`() throws {
        let road = try Road("release_walls")
        let (first, one, _) = try road.applicant("Aino")
        let (second, two, _) = try road.applicant("Bertta")
        try road.release(one, as: first)
        try road.release(two, as: second, businessID: "2345678-0", email: "toinen@muu.example")
        let spaces = [try road.employer(), try road.employer("2345678-0")]
        for (space, name) in zip(spaces, ["Aino Hakija", "Bertta Hakija"]) {
            let seen = try road.house.database.psql(
                """
                begin; set local role vakka_app; set local app.tenant = '\(space)';
                select employee_name from consent_request
                """
            )
            #expect(seen == [[name]])
            let links = try road.house.database.psql(
                "begin; set local role vakka_app; set local app.tenant = '\(space)'; select count(*) from consent_link"
            )
            #expect(links == [["1"]])
            let provider = try road.house.database.psql(
                "begin; set local role vakka_app; set local app.tenant = '\(space)'; select count(*) from application"
            )
            #expect(provider == [["0"]])
        }
    }

    @Test(arguments: ["1234567-2", "1234567", "12345678-1", "abc", "0000001-1", ""])
    func `a business id whose check figure is wrong is told of, and nothing leaves`(
        businessID: String
    ) throws {
        let road = try Road("release_id")
        let (guest, application, _) = try road.applicant("Aino")
        let page = try road.release(application, as: guest, businessID: businessID)
        #expect(page.status == 422)
        #expect(page.field("giver_name") == "Pomo Pomonen")
        #expect(page.text.contains("href=\"#business_id\""))
        #expect(try road.count("release") == 0)
        #expect(try road.count("outbox") == 0)
    }

    @Test func `a release needs the working time, the tick and the text as it stands now`() throws {
        let road = try Road("release_needs")
        let (guest, application, _) = try road.applicant("Aino")
        let path = "/takk/applications/\(application)/release"
        let base: KeyValuePairs<String, String> = [
            "employer_name": "Oy", "business_id": "1234567-1", "giver_name": "Pomo",
            "giver_email": "pomo@yritys.example", "giver_language": "fi", "support": "travel",
            "version": "0",
        ]
        let page = try road.house.post(path, base, as: guest)
        #expect(page.status == 422)
        #expect(page.text.contains("href=\"#support\"") && page.text.contains("href=\"#agreed\""))
        #expect(page.text.contains("Luvan teksti on muuttunut"))
        #expect(try road.count("release") == 0)
    }

    @Test(arguments: [
        ("employer_name", "Katso www.huijaus.example"),
        ("giver_name", "Pomo\r\nBcc: kaikki@muu.example"),
        ("giver_email", "pomo@yritys.example\r\nBcc: x@y.example"), ("giver_email", "a@b@c.fi"),
        ("giver_language", "xx"), ("employer_name", String(repeating: "y", count: 400)),
    ])
    func `a mail cannot be bent by what is typed`(name: String, value: String) throws {
        let road = try Road("release_hostile")
        let (guest, application, _) = try road.applicant("Aino")
        func now(_ field: String, _ usual: String) -> String { field == name ? value : usual }
        let page = try road.house.post(
            "/takk/applications/\(application)/release",
            [
                "employer_name": now("employer_name", "Oy"), "business_id": "1234567-1",
                "giver_name": now("giver_name", "Pomo"),
                "giver_email": now("giver_email", "pomo@yritys.example"),
                "giver_language": now("giver_language", "fi"), "support": "working-time",
                "version": "1",
                "agreed": "yes",
            ],
            as: guest
        )
        #expect(page.status == 422)
        #expect(page.text.contains("href=\"#\(name)\""))
        #expect(try road.count("outbox") == 0)
        #expect(road.house.faults.all.isEmpty)
    }

    @Test func `sent twice, the employer is asked once; asked again while it waits, it is refused`()
        throws
    {
        let road = try Road("release_twice")
        let (guest, application, _) = try road.applicant("Aino")
        let once = ID<Road>().text
        let form: KeyValuePairs<String, String> = [
            "employer_name": "Oy", "business_id": "1234567-1", "giver_name": "Pomo",
            "giver_email": "pomo@yritys.example", "giver_language": "fi", "support": "working-time",
            "version": "1", "agreed": "yes", "once": once,
        ]
        let path = "/takk/applications/\(application)/release"
        let first = try road.house.post(path, form, as: guest)
        let second = try road.house.post(path, form, as: guest)
        #expect(first.status == 303 && second.location == first.location)
        #expect(try road.count("consent_request") == 1)
        #expect(try road.release(application, as: guest).status == 409)
        #expect(try road.house.get(path, as: guest).status == 303)
        #expect(try road.count("outbox") == 1)
    }

    @Test func `after a refusal the applicant alone asks again, of another if they wish`() throws {
        let road = try Road("release_again")
        let (guest, application, _) = try road.applicant("Aino")
        try road.release(application, as: guest)
        try road.answer(application, "refused", workingTime: false)
        let page = try road.house.get("/takk/applications/\(application)", as: guest)
        #expect(page.text.contains("Syitä voi olla monta"))
        #expect(try road.release(application, as: road.kaisa).status == 403)
        #expect(
            try road.release(
                application,
                as: guest,
                businessID: "2345678-0",
                email: "toinen@muu.example"
            ).status == 303
        )
        #expect(try road.count("release", "state = 'active'") == 1)
        #expect(try road.count("consent_ask", "state = 'waiting'") == 1)
        #expect(
            try road.sql("select state from consent_ask order by sent_at").map { $0[0] } == [
                "refused", "waiting",
            ]
        )
        #expect(road.house.faults.all.isEmpty)
    }

    @Test func `a request that nobody answered in time is shown as expired and can be made anew`()
        throws
    {
        let road = try Road("release_expired")
        let (guest, application, _) = try road.applicant("Aino")
        try road.release(application, as: guest)
        try road.house.database.psql(
            "update consent_ask set expires_at = moment() - interval '1 hour'"
        )
        #expect(
            try road.house.get("/takk/applications/\(application)", as: guest).text.contains(
                "Pyyntö vanhentunut"
            )
        )
        #expect(
            try road.house.post("/takk/applications/\(application)/reminder", as: road.kaisa).status
                == 409
        )
        #expect(try road.release(application, as: guest).status == 303)
        #expect(
            try road.sql("select state from consent_ask order by sent_at").map { $0[0] } == [
                "expired", "waiting",
            ]
        )
    }

    @Test func `an employer is not asked more than three times a day`() throws {
        let road = try Road("release_many")
        let (guest, application, _) = try road.applicant("Aino")
        for _ in 0..<3 {
            #expect(try road.release(application, as: guest).status == 303)
            try road.answer(application, "refused", workingTime: false)
        }
        let page = try road.release(application, as: guest)
        #expect(page.status == 409)
        #expect(page.field("giver_name") == "Pomo Pomonen")
        #expect(try road.count("outbox", "recipient = 'pomo@yritys.example'") == 3)
    }

    @Test func `the provider's own business id is refused in words, and what was typed stays`()
        throws
    {
        let road = try Road("release_own")
        try road.house.database.psql(
            "update space set business_id = '1234567-1' where id = '\(road.takk.id)'"
        )
        let (guest, application, _) = try road.applicant("Aino")
        let page = try road.release(application, as: guest)
        #expect(page.status == 409)
        #expect(page.text.contains("Tällä Y-tunnuksella ei voi"))
        #expect(page.field("giver_name") == "Pomo Pomonen")
        #expect(try road.count("release") == 0)
        #expect(road.house.faults.all.isEmpty)
    }

    @Test
    func `taken back, the employer sees only that nothing is in progress, and its links are dead`()
        throws
    {
        let road = try Road("release_back")
        let (guest, application, _) = try road.applicant("Aino")
        try road.release(application, as: guest)
        let done = try road.house.post(
            "/takk/applications/\(application)/release/withdrawal",
            as: guest
        )
        #expect(done.status == 303)
        #expect(try road.sql("select state from consent_request") == [["cancelled"]])
        #expect(try road.count("consent_link", "revoked_at is null") == 0)
        #expect(try road.sql("select state from consent_ask") == [["cancelled"]])
        #expect(try road.sql("select state from release") == [["withdrawn"]])
        #expect(try road.house.log(of: road.takk).contains("release.withdrawn done"))
        let employer = try road.employer()
        #expect(
            try road.count(
                "log.event",
                "tenant_id = '\(employer)' and action = 'consent.cancelled'"
            ) == 1
        )
        #expect(
            try road.house.post("/takk/applications/\(application)/release/withdrawal", as: guest)
                .status == 409
        )
        #expect(
            try road.house.get("/takk/applications/\(application)", as: guest).text.contains(
                "Anna lupa"
            )
        )
    }
}
