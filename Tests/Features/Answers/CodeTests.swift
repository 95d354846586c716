import HTTP
import Support
import Testing

@Suite(.serialized) struct `The code from the second mail` {
    static func fields(_ asked: Asked, _ more: [(String, String)] = []) -> [(String, String)] {
        [
            ("token", asked.token), ("consent", "yes"), ("support", "working-time"),
            ("contact", "Oili"), ("name", "Mari Esimerkki"),
            ("shown", "fi"),
        ] + more
    }

    @Test func `repeats in words what was chosen and carries it along`() throws {
        let fixture = try ConsentFixture("code_page")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        let page = try browser.post("/tyonantaja/answer/code", Self.fields(asked))
        for word in [
            "Suostumus: kyllä", "Työaika: kyllä", "Matkakulut: ei", "Yhteyshenkilö: Oili",
            "Nimi: Mari Esimerkki", "ma···@yritys.example",
        ] {
            #expect(page.text.contains(word), "\(word)")
        }
        #expect(page.field("token") == asked.token)
        #expect(page.field("consent") == "yes")
        #expect(page.field("support") == "working-time")
        #expect(browser.settings.count == 1)
        #expect(browser.settings.allSatisfy { $0.contains("; HttpOnly; SameSite=Strict") })
        #expect(!page.text.contains(try fixture.code()))
        #expect(try fixture.mails(of: fixture.employer).map(\.to) == ["mari@yritys.example"])
        #expect(try fixture.requestState(asked) == "waiting")
    }

    @Test func `that is wrong counts down, keeps the choices, and is over after five tries`() throws
    {
        let fixture = try ConsentFixture("code_wrong")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        _ = try browser.post("/tyonantaja/answer/code", Self.fields(asked))
        let right = try fixture.code()
        let wrong = right == "12345678" ? "87654321" : "12345678"
        for left in [4, 3, 2, 1] {
            let page = try browser.post(
                "/tyonantaja/answer/decision",
                Self.fields(asked, [("code", wrong)])
            )
            #expect(page.text.contains("vielä \(left) ker"))
            #expect(page.field("consent") == "yes" && page.field("name") == "Mari Esimerkki")
        }
        #expect(
            try browser.post("/tyonantaja/answer/decision", Self.fields(asked, [("code", wrong)]))
                .text.contains("ei enää toimi")
        )
        let late = try browser.post(
            "/tyonantaja/answer/decision",
            Self.fields(asked, [("code", right)])
        )
        #expect(late.text.contains("ei enää toimi"))
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(
            try fixture.log(of: fixture.employer).filter { $0 == "access.refused refused" }
                .count == 6
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `works for ten minutes, in the browser that asked for it, for one step of one link`()
        throws
    {
        let fixture = try ConsentFixture("code_bound")
        let asked = try fixture.ask()
        let other = try fixture.ask("Pekka Malli")
        let browser = LinkBrowser(fixture)
        _ = try browser.post("/tyonantaja/answer/code", Self.fields(asked))
        let code = try fixture.code()
        let elsewhere = LinkBrowser(fixture)
        #expect(
            try elsewhere.post("/tyonantaja/answer/decision", Self.fields(asked, [("code", code)]))
                .text.contains("ei enää toimi")
        )
        _ = try elsewhere.post("/tyonantaja/answer/code", Self.fields(other))
        #expect(
            try elsewhere.post("/tyonantaja/answer/decision", Self.fields(asked, [("code", code)]))
                .text.contains("ei enää toimi")
        )
        #expect(
            try browser.post("/tyonantaja/answer/decision", Self.fields(other, [("code", code)]))
                .text.contains("ei enää toimi")
        )
        let step = [
            ("token", asked.token), ("colleague", "Petri"), ("address", "petri@yritys.example"),
            ("code", code),
        ]
        #expect(
            try browser.post("/tyonantaja/answer/delegation", step).text.contains("code-problem")
        )
        try fixture.house.database.psql(
            "update consent_code set expires_at = moment() - interval '1 second'"
        )
        #expect(
            try browser.post("/tyonantaja/answer/decision", Self.fields(asked, [("code", code)]))
                .text.contains("ei enää toimi")
        )
        #expect(try fixture.requestState(asked) == "waiting")
    }

    @Test func `is sent again only so often, and what was chosen stays`() throws {
        let fixture = try ConsentFixture("code_often")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        var last = 0
        for _ in 0..<6 {
            last = try browser.post("/tyonantaja/answer/code", Self.fields(asked)).status
        }
        #expect(last == 429)
        let page = try browser.post("/tyonantaja/answer/code", Self.fields(asked))
        #expect(page.field("name") == "Mari Esimerkki")
        #expect(try fixture.mails(of: fixture.employer).count == 4)
        // The newest code still answers.
        #expect(
            try browser.post(
                "/tyonantaja/answer/decision",
                Self.fields(asked, [("code", try fixture.code())])
            ).status == 200
        )
        #expect(try fixture.requestState(asked) == "given")
    }

    @Test func `is kept as a hash alone, and may be typed with spaces`() throws {
        let fixture = try ConsentFixture("code_hash")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        _ = try browser.post("/tyonantaja/answer/code", Self.fields(asked))
        let code = try fixture.code()
        #expect(
            try fixture.value("select string_agg(c::text, '') from consent_code c").contains(code)
                == false
        )
        let spaced = "\(code.prefix(4)) \(code.suffix(4))"
        #expect(
            try browser.post("/tyonantaja/answer/decision", Self.fields(asked, [("code", spaced)]))
                .status == 200
        )
        #expect(try fixture.requestState(asked) == "given")
        #expect(try fixture.value("select count(*) from consent_code") == "0")
    }

    @Test func `page speaks another language without trying the code`() throws {
        let fixture = try ConsentFixture("code_turn")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        _ = try browser.post("/tyonantaja/answer/code", Self.fields(asked))
        let page = try browser.get("/tyonantaja/answer/code?language=en")
        #expect(page.status == 200)
        #expect(page.text.contains("Confirm your answer"))
        #expect(!page.text.contains("⟦"))
        #expect(try fixture.value("select tries from consent_code") == "0")
    }
}
