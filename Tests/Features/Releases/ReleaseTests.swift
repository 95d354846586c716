import Base
import Support
import Testing

@Suite struct `Releasing an application to an employer` {
    @Test func `nothing reaches the employer before the release, and with it everything at once`()
        throws
    {
        let fixture = try CourseFixture("release_first")
        let (guest, application, _) = try fixture.applicant("Aino")
        let page = try fixture.house.get("/takk/applications/\(application)/release", as: guest)
        #expect(page.status == 200)
        #expect(page.text.contains("Annan koulutuksen järjestäjälle luvan"))
        for table in ["consent_request", "consent_link", "consent_ask", "release", "letter"] {
            #expect(try fixture.count(table) == 0)
        }
        #expect(try fixture.count("space", "kind = 'employer'") == 0)
        #expect(try fixture.count("outbox") == 0)

        let done = try fixture.release(application, as: guest)
        #expect(done.status == 303)
        let space = try fixture.employer()
        #expect(
            try fixture.sql(
                "select slug ~ '^tyonantaja-[0-9a-f]{8}$', kind, state, name_fi from space where id = '\(space)'"
            )
                == [["t", "employer", "unclaimed", "Oy Yritys Ab"]]
        )
        #expect(
            try fixture.sql(
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
            try fixture.sql(
                "select sessions -> 0 ->> 'starts', jsonb_array_length(sessions)::text from consent_request"
            ) == [["13:00", "7"]]
        )
        #expect(
            try fixture.count(
                "consent_link",
                "tenant_id = '\(space)' and octet_length(token_hash) = 32"
            ) == 1
        )
        #expect(try fixture.count("letter", "kind = 'consent.request'") == 2)
        let mine = try fixture.house.log(of: fixture.takk)
        #expect(mine.contains("release.given done") && mine.contains("consent.asked done"))
        #expect(
            try fixture.sql(
                "select action from log.event where tenant_id = '\(space)' and action <> 'database.changed'"
            ) == [["consent.received"]]
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test
    func
        `the invitation tells who asks, for whom, what and until when, in the giver's language, and nothing of why`()
        throws
    {
        let fixture = try CourseFixture("release_mail")
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
            let (guest, application, _) = try fixture.applicant("Aino")
            let page = try fixture.house.post(
                "/takk/applications/\(application)/release",
                [
                    "employer_name": "Oy Yritys Ab", "business_id": "1234567-1",
                    "giver_name": "Pomo",
                    "giver_email": "pomo@yritys.example", "giver_language": language,
                    "support": "working-time", "version": CourseFixture.releaseVersion,
                    "agreed": "yes",
                ],
                as: guest
            )
            #expect(page.status == 303)
            let mail = try fixture.sql(
                "select recipient, subject, body, language from outbox where tenant_id = '\(try fixture.employer())' order by made_at desc, id desc limit 1"
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
        let fixture = try CourseFixture("release_known")
        let firm = try fixture.house.space("firma", .employer, businessID: "1234567-1")
        let (first, one, _) = try fixture.applicant("Aino")
        let (second, two, _) = try fixture.applicant("Bertta")
        let known = try fixture.release(one, as: first)
        let unknown = try fixture.release(two, as: second, businessID: "2345678-0")
        #expect(known.status == 303 && unknown.status == 303)
        #expect(try fixture.count("consent_request", "tenant_id = '\(firm.id)'") == 1)
        #expect(try fixture.count("space", "business_id = '1234567-1'") == 1)
        #expect(try fixture.house.mails(of: firm).first?.body.contains("/firma/answer#") == true)
        let pages = try [(one, first), (two, second)].map { application, guest in
            try fixture.house.get("/takk/applications/\(application)", as: guest).text
        }
        #expect(!pages[0].contains("firma") && !pages[0].contains("Tila firma"))
        #expect(
            pages[0].contains("Odottaa työnantajaa") && pages[1].contains("Odottaa työnantajaa")
        )
    }

    @Test func `two employers of one course never see each other's people`() throws {
        let fixture = try CourseFixture("release_walls")
        let (first, one, _) = try fixture.applicant("Aino")
        let (second, two, _) = try fixture.applicant("Bertta")
        try fixture.release(one, as: first)
        try fixture.release(two, as: second, businessID: "2345678-0", email: "toinen@muu.example")
        let spaces = [try fixture.employer(), try fixture.employer("2345678-0")]
        for (space, name) in zip(spaces, ["Aino Hakija", "Bertta Hakija"]) {
            let seen = try fixture.house.database.psql(
                """
                begin; set local role vakka_app; set local app.tenant = '\(space)';
                select employee_name from consent_request
                """
            )
            #expect(seen == [[name]])
            let links = try fixture.house.database.psql(
                "begin; set local role vakka_app; set local app.tenant = '\(space)'; select count(*) from consent_link"
            )
            #expect(links == [["1"]])
            let provider = try fixture.house.database.psql(
                "begin; set local role vakka_app; set local app.tenant = '\(space)'; select count(*) from application"
            )
            #expect(provider == [["0"]])
        }
    }

    @Test(arguments: ["1234567-2", "1234567", "12345678-1", "abc", "0000001-1", ""])
    func `a business id whose check figure is wrong is told of, and nothing leaves`(
        businessID: String
    ) throws {
        let fixture = try CourseFixture("release_id")
        let (guest, application, _) = try fixture.applicant("Aino")
        let page = try fixture.release(application, as: guest, businessID: businessID)
        #expect(page.status == 422)
        #expect(page.field("giver_name") == "Pomo Pomonen")
        #expect(page.text.contains("href=\"#business_id\""))
        #expect(try fixture.count("release") == 0)
        #expect(try fixture.count("outbox") == 0)
    }

    @Test func `a release needs the working time, the tick and the text as it stands now`() throws {
        let fixture = try CourseFixture("release_needs")
        let (guest, application, _) = try fixture.applicant("Aino")
        let path = "/takk/applications/\(application)/release"
        let base: KeyValuePairs<String, String> = [
            "employer_name": "Oy", "business_id": "1234567-1", "giver_name": "Pomo",
            "giver_email": "pomo@yritys.example", "giver_language": "fi", "support": "travel",
            "version": "0",
        ]
        let page = try fixture.house.post(path, base, as: guest)
        #expect(page.status == 422)
        #expect(page.text.contains("href=\"#support\"") && page.text.contains("href=\"#agreed\""))
        #expect(page.text.contains("Luvan teksti on muuttunut"))
        #expect(try fixture.count("release") == 0)
    }

    @Test(arguments: [
        ("employer_name", "Katso www.huijaus.example"),
        ("giver_name", "Pomo\r\nBcc: kaikki@muu.example"),
        ("giver_email", "pomo@yritys.example\r\nBcc: x@y.example"), ("giver_email", "a@b@c.fi"),
        ("giver_language", "xx"), ("employer_name", String(repeating: "y", count: 400)),
    ])
    func `a mail cannot be bent by what is typed`(name: String, value: String) throws {
        let fixture = try CourseFixture("release_hostile")
        let (guest, application, _) = try fixture.applicant("Aino")
        func now(_ field: String, _ usual: String) -> String { field == name ? value : usual }
        let page = try fixture.house.post(
            "/takk/applications/\(application)/release",
            [
                "employer_name": now("employer_name", "Oy"), "business_id": "1234567-1",
                "giver_name": now("giver_name", "Pomo"),
                "giver_email": now("giver_email", "pomo@yritys.example"),
                "giver_language": now("giver_language", "fi"), "support": "working-time",
                "version": CourseFixture.releaseVersion,
                "agreed": "yes",
            ],
            as: guest
        )
        #expect(page.status == 422)
        #expect(page.text.contains("href=\"#\(name)\""))
        #expect(try fixture.count("outbox") == 0)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `sent twice, the employer is asked once; asked again while it waits, it is refused`()
        throws
    {
        let fixture = try CourseFixture("release_twice")
        let (guest, application, _) = try fixture.applicant("Aino")
        let once = ID<CourseFixture>().text
        let form: KeyValuePairs<String, String> = [
            "employer_name": "Oy", "business_id": "1234567-1", "giver_name": "Pomo",
            "giver_email": "pomo@yritys.example", "giver_language": "fi", "support": "working-time",
            "version": CourseFixture.releaseVersion, "agreed": "yes", "once": once,
        ]
        let path = "/takk/applications/\(application)/release"
        let first = try fixture.house.post(path, form, as: guest)
        let second = try fixture.house.post(path, form, as: guest)
        #expect(first.status == 303 && second.location == first.location)
        #expect(try fixture.count("consent_request") == 1)
        #expect(try fixture.release(application, as: guest).status == 409)
        #expect(try fixture.house.get(path, as: guest).status == 303)
        #expect(try fixture.count("outbox") == 1)
    }

    @Test
    func
        `sent again with other content, or from a tab that is out of date, it is refused and what was typed stays`()
        throws
    {
        let fixture = try CourseFixture("release_tabs")
        let (guest, application, _) = try fixture.applicant("Aino")
        let path = "/takk/applications/\(application)/release"
        let once = ID<CourseFixture>().text
        func form(_ giver: String) -> KeyValuePairs<String, String> {
            [
                "employer_name": "Oy", "business_id": "1234567-1", "giver_name": giver,
                "giver_email": "pomo@yritys.example", "giver_language": "fi",
                "support": "working-time", "version": CourseFixture.releaseVersion, "agreed": "yes",
                "once": once,
            ]
        }
        #expect(try fixture.house.post(path, form("Pomo"), as: guest).status == 303)
        let other = try fixture.house.post(path, form("Toinen"), as: guest)
        #expect(other.status == 409 && other.field("giver_name") == "Toinen")
        let late = try fixture.release(application, as: guest)
        #expect(late.status == 409 && late.field("giver_name") == "Pomo Pomonen")
        #expect(try fixture.count("consent_request") == 1)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `its Swedish text has the words of the pages, and what was signed before stays`()
        throws
    {
        let fixture = try CourseFixture("release_swedish")
        let texts = try fixture.sql(
            """
            select version::text, title || ' ' || body from consent_text
             where kind = 'release' and language = 'sv' order by version
            """
        )
        #expect(texts.map { $0[0] } == ["1", CourseFixture.releaseVersion])
        #expect(texts[0][1].contains("Lov att fråga") && texts[0][1].contains("ta tillbaka lovet"))
        #expect(texts[1][1].contains("Tillåtelse att fråga din arbetsgivare"))
        for old in ["Lov att", "lov att", "lovet", "begäran"] {
            #expect(!texts[1][1].contains(old), "\(old)")
        }
        let others = try fixture.sql(
            """
            select count(distinct (language, title, body))::text, count(*)::text from consent_text
             where kind = 'release' and language <> 'sv'
            """
        )
        #expect(others == [["2", "4"]])
        let (guest, application, _) = try fixture.applicant("Aino")
        let path = "/takk/applications/\(application)/release?language=sv"
        #expect(try fixture.house.get(path, as: guest).text.contains("tillåtelse att fråga"))
    }

    @Test func `in another language it is another text, which nobody has agreed to yet`() throws {
        let fixture = try CourseFixture("release_turn")
        let (guest, application, _) = try fixture.applicant("Aino")
        let path = "/takk/applications/\(application)/release"
        let wrong = try fixture.release(application, as: guest, businessID: "1234567-2")
        #expect(wrong.text.contains("formaction=\"\(path)?language=sv\""))
        #expect(wrong.text.contains("checked"))
        let turned = try fixture.house.post(
            path + "?language=sv",
            [
                "giver_name": "Pomo", "agreed": "yes", "version": CourseFixture.releaseVersion,
                "turn": "sv",
            ],
            as: guest
        )
        #expect(turned.status == 200 && turned.field("giver_name") == "Pomo")
        #expect(!turned.text.contains("class=\"problems\""))
        let box = turned.text.split(separator: "name=\"agreed\"").dropFirst().first ?? ""
        #expect(!box.prefix { $0 != ">" }.contains("checked"))
        #expect(try fixture.count("release") == 0)
    }

    @Test func `after a refusal the applicant alone asks again, of another if they wish`() throws {
        let fixture = try CourseFixture("release_again")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        try fixture.answer(application, "refused", workingTime: false)
        let page = try fixture.house.get("/takk/applications/\(application)", as: guest)
        #expect(page.text.contains("Syitä voi olla monta"))
        #expect(try fixture.release(application, as: fixture.kaisa).status == 403)
        #expect(
            try fixture.release(
                application,
                as: guest,
                businessID: "2345678-0",
                email: "toinen@muu.example"
            ).status == 303
        )
        #expect(try fixture.count("release", "state = 'active'") == 1)
        #expect(try fixture.count("consent_ask", "state = 'waiting'") == 1)
        #expect(
            try fixture.sql("select state from consent_ask order by sent_at").map { $0[0] } == [
                "refused", "waiting",
            ]
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a request that nobody answered in time is shown as expired and can be made anew`()
        throws
    {
        let fixture = try CourseFixture("release_expired")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        try fixture.house.database.psql(
            "update consent_ask set expires_at = moment() - interval '1 hour'"
        )
        #expect(
            try fixture.house.get("/takk/applications/\(application)", as: guest).text.contains(
                "Pyyntö vanhentunut"
            )
        )
        #expect(
            try fixture.house.post("/takk/applications/\(application)/reminder", as: fixture.kaisa)
                .status
                == 409
        )
        #expect(try fixture.release(application, as: guest).status == 303)
        #expect(
            try fixture.sql("select state from consent_ask order by sent_at").map { $0[0] } == [
                "expired", "waiting",
            ]
        )
    }

    @Test func `an employer is not asked more than three times a day`() throws {
        let fixture = try CourseFixture("release_many")
        let (guest, application, _) = try fixture.applicant("Aino")
        for _ in 0..<3 {
            #expect(try fixture.release(application, as: guest).status == 303)
            try fixture.answer(application, "refused", workingTime: false)
        }
        let page = try fixture.release(application, as: guest)
        #expect(page.status == 409)
        #expect(page.field("giver_name") == "Pomo Pomonen")
        #expect(try fixture.count("outbox", "recipient = 'pomo@yritys.example'") == 3)
    }

    @Test func `the provider's own business id is refused in words, and what was typed stays`()
        throws
    {
        let fixture = try CourseFixture("release_own")
        try fixture.house.database.psql(
            "update space set business_id = '1234567-1' where id = '\(fixture.takk.id)'"
        )
        let (guest, application, _) = try fixture.applicant("Aino")
        let page = try fixture.release(application, as: guest)
        #expect(page.status == 409)
        #expect(page.text.contains("Tällä Y-tunnuksella ei voi"))
        #expect(page.field("giver_name") == "Pomo Pomonen")
        #expect(try fixture.count("release") == 0)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test
    func `taken back, the employer sees only that nothing is in progress, and its links are dead`()
        throws
    {
        let fixture = try CourseFixture("release_back")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        let done = try fixture.house.post(
            "/takk/applications/\(application)/release/withdrawal",
            as: guest
        )
        #expect(done.status == 303)
        #expect(try fixture.sql("select state from consent_request") == [["cancelled"]])
        #expect(try fixture.count("consent_link", "revoked_at is null") == 0)
        #expect(try fixture.sql("select state from consent_ask") == [["cancelled"]])
        #expect(try fixture.sql("select state from release") == [["withdrawn"]])
        #expect(try fixture.house.log(of: fixture.takk).contains("release.withdrawn done"))
        let employer = try fixture.employer()
        #expect(
            try fixture.count(
                "log.event",
                "tenant_id = '\(employer)' and action = 'consent.cancelled'"
            ) == 1
        )
        #expect(
            try fixture.house.post(
                "/takk/applications/\(application)/release/withdrawal",
                as: guest
            )
            .status == 409
        )
        #expect(
            try fixture.house.get("/takk/applications/\(application)", as: guest).text.contains(
                "Anna lupa"
            )
        )
    }
}
