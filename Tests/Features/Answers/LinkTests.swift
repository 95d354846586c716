import Base
import HTTP
import Support
import Testing

@Suite(.serialized) struct `A personal link` {
    @Test func `opens the request for a person who sends the token, and says nothing before`()
        throws
    {
        let fixture = try ConsentFixture("consent_link")
        let asked = try fixture.ask()
        let page = try fixture.house.get("/tyonantaja/answer")
        #expect(page.status == 200)
        #expect(!page.text.contains("Liisa"))
        #expect(!page.text.contains("Tila tyonantaja"))
        let opened = try LinkBrowser(fixture).post("/tyonantaja/answer", [("token", asked.token)])
        #expect(opened.status == 200)
        for word in [
            "Liisa Malli", "Vertaistoimija", "Tampere", "TAKK", "torstaisin klo\u{A0}13–16",
            "21 tuntia",
            "Työaika, matkakulut, sijainen, yhteyshenkilö",
        ] {
            #expect(opened.text.contains(word), "\(word)")
        }
        #expect(!opened.text.contains("⟦"))
        #expect(try fixture.log(of: fixture.employer) == ["consent.opened done"])
        #expect(try fixture.actors("consent.opened", in: fixture.employer) == ["visitor "])
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test
    func `leads to pages that open again, each with its entry, and stands in no address of theirs`()
        throws
    {
        let fixture = try ConsentFixture("consent_reload")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        for path in ["/request", "/code"] {
            #expect(
                try browser.get("/tyonantaja/answer\(path)").location == "/tyonantaja/answer"
            )
        }
        let chosen = [
            ("token", asked.token), ("consent", "yes"), ("support", "working-time"),
            ("name", "Mari Esimerkki"), ("shown", "fi"), ("step", "decision"),
        ]
        let opened = try browser.send("/tyonantaja/answer", [("token", asked.token)])
        let coded = try browser.send("/tyonantaja/answer/code", chosen)
        #expect(opened.location == "/tyonantaja/answer/request")
        #expect(coded.location == "/tyonantaja/answer/code")
        for _ in 0..<2 {
            #expect(try browser.get(opened.location).text.contains("value=\"Mari Esimerkki\""))
            #expect(try browser.get(coded.location).field("token") == asked.token)
        }
        #expect(try fixture.mails(of: fixture.employer).count == 1)
        #expect(try fixture.value("select tries from consent_code") == "0")

        let once = ID<ConsentFixture>().text
        let sent = chosen + [("code", try fixture.code())]
        let done = try browser.send("/tyonantaja/answer/decision", sent, once: once)
        #expect(done.location == "/tyonantaja/answer/request?did=answer.done.answered")
        #expect(
            try browser.send("/tyonantaja/answer/decision", sent, once: once).location
                == done.location
        )
        for _ in 0..<2 {
            #expect(try browser.get(done.location).text.contains("Kuitti vastauksesta"))
        }
        // Led back, the one who has answered finds the receipt.
        let back = try browser.get(coded.location)
        #expect(back.location == "/tyonantaja/answer/request")
        #expect(
            try fixture.log(of: fixture.employer)
                == ["consent.code-sent done"] + Array(repeating: "consent.opened done", count: 4)
                + ["consent.given done", "receipt.read done", "receipt.read done"]
        )
        let told = [opened, coded, done].map(\.location).joined()
        #expect(!told.contains(asked.token) && !told.contains("Mari"))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test(arguments: ["", "token=", "token=x", "%zz", "token=%00", "consent=yes"])
    func `that a browser keeps otherwise than it was given opens nothing`(kept: String) throws {
        let fixture = try ConsentFixture("consent_kept")
        let fields: Fields = ["cookie": "vakka-answer=\(kept)"]
        for path in ["/request", "/code"] {
            let page = try fixture.house.get("/tyonantaja/answer\(path)", fields: fields)
            #expect(page.location == "/tyonantaja/answer")
        }
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `may be pasted whole`() throws {
        let fixture = try ConsentFixture("consent_pasted")
        let asked = try fixture.ask()
        let whole = " http://localhost/tyonantaja/answer#\(asked.token)\n"
        let opened = try LinkBrowser(fixture).post("/tyonantaja/answer", [("token", whole)])
        #expect(opened.text.contains("Liisa Malli"))
    }

    @Test func `is changed by no GET or HEAD, however often`() throws {
        let fixture = try ConsentFixture("consent_get")
        let asked = try fixture.ask()
        let before = try fixture.fingerprint()
        let paths = [
            "", "/request", "/code", "/decision", "/delegation", "/withdrawal", "/receipt.json",
        ]
        let pages = ["": 200, "/request": 303, "/code": 303]
        for path in paths {
            for method in [Method.get, .head] {
                for query in ["", "?token=\(asked.token)&consent=yes&name=Mari"] {
                    let request = try Request(method, "/tyonantaja/answer\(path)\(query)")
                    let page = try fixture.house.ask(request)
                    #expect(page.status == pages[path] ?? 405)
                }
            }
        }
        #expect(try fixture.fingerprint() == before)
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test
    func
        `that is wrong, expired, revoked or another space's is refused in the same way, once in the log`()
        throws
    {
        let fixture = try ConsentFixture("consent_dead")
        let other = try fixture.house.space("toinen", .employer)
        let foreign = try fixture.ask("Paavo Toinen", at: other)
        let expired = try fixture.ask("Eeva Vanha")
        let revoked = try fixture.ask("Risto Peruttu")
        try fixture.house.database.psql(
            """
            update consent_link set expires_at = moment() - interval '1 minute' where request_id = '\(expired.id)';
            update consent_link set revoked_at = moment() where request_id = '\(revoked.id)'
            """
        )
        let tokens = [
            "", "x", String(repeating: "A", count: 43), "\u{202E}'; drop table", foreign.token,
            expired.token, revoked.token,
        ]
        var answers: Set<String> = []
        for (index, token) in tokens.enumerated() {
            let page = try LinkBrowser(fixture, peer: "192.0.2.\(index)").post(
                "/tyonantaja/answer",
                [("token", token)]
            )
            #expect(page.status == 404)
            answers.insert(page.text.replacing(/name="once" value="[^"]*"/, with: ""))
        }
        #expect(answers.count == 1)
        #expect(answers.first?.contains("Tämä linkki ei enää toimi") == true)
        #expect(
            try fixture.log(of: fixture.employer)
                == Array(repeating: "access.refused refused", count: tokens.count)
        )
        #expect(try fixture.log(of: other) == [])
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `cannot be guessed at any speed: the wait grows for the one who tries`() throws {
        let fixture = try ConsentFixture("consent_guess")
        let asked = try fixture.ask()
        let guesser = LinkBrowser(fixture)
        var statuses: [Int] = []
        for _ in 0..<12 {
            statuses.append(
                try guesser.post(
                    "/tyonantaja/answer",
                    [("token", String(repeating: "B", count: 43))]
                ).status
            )
        }
        #expect(statuses.prefix(11).allSatisfy { $0 == 404 })
        #expect(statuses.last == 429)
        // Who has a link that works is not held back by a neighbour who guesses.
        #expect(try guesser.post("/tyonantaja/answer", [("token", asked.token)]).status == 200)
    }

    @Test func `works nowhere but in an employer's space`() throws {
        let fixture = try ConsentFixture("consent_kind")
        let asked = try fixture.ask()
        #expect(try fixture.house.get("/takk/answer").status == 404)
        #expect(
            try LinkBrowser(fixture).post("/takk/answer", [("token", asked.token)]).status == 404
        )
        #expect(try fixture.house.get("/olematon/answer").status == 404)
    }

    @Test func `of an expired request shows that the time is over, and decides nothing`() throws {
        let fixture = try ConsentFixture("consent_expired")
        let asked = try fixture.ask(expires: "-1 hour")
        let browser = LinkBrowser(fixture)
        let page = try browser.post("/tyonantaja/answer", [("token", asked.token)])
        #expect(page.text.contains("Aika vastata on ohi"))
        #expect(!page.text.contains("Liisa"))
        let code = try browser.post(
            "/tyonantaja/answer/code",
            [("token", asked.token), ("consent", "yes"), ("name", "Mari")]
        )
        #expect(code.text.contains("Aika vastata on ohi"))
        #expect(try fixture.mails(of: fixture.employer).isEmpty)
        #expect(try fixture.requestState(asked) == "waiting")
    }

    @Test func `of a cancelled request says only that the matter is no longer in progress`() throws
    {
        let fixture = try ConsentFixture("consent_cancelled")
        let asked = try fixture.ask()
        try fixture.house.database.psql(
            """
            update consent_request set state = 'cancelled' where id = '\(asked.id)';
            update consent_link set revoked_at = moment() where request_id = '\(asked.id)'
            """
        )
        let browser = LinkBrowser(fixture)
        for path in [
            "", "/code", "/decision", "/withdrawal", "/delegation", "/receipt.json",
        ] {
            let page = try browser.post(
                "/tyonantaja/answer\(path)",
                [("token", asked.token), ("consent", "yes"), ("name", "Mari")]
            )
            #expect(page.text.contains("Asia ei ole enää vireillä"))
            #expect(!page.text.contains("Liisa") && !page.text.contains("Vertaistoimija"))
        }
        #expect(try fixture.requestState(asked) == "cancelled")
    }

    @Test func `speaks all three languages and keeps token and choices when one is changed`() throws
    {
        let fixture = try ConsentFixture("consent_languages")
        let asked = try fixture.ask()
        let titles = ["fi": "Nimesi", "sv": "Ditt namn", "en": "Your name"]
        for (language, word) in titles {
            let page = try LinkBrowser(fixture).post(
                "/tyonantaja/answer/code",
                [
                    ("token", asked.token), ("consent", "no"), ("support", "travel"),
                    ("name", "Mari E"), ("turn", language),
                ],
                language: language
            )
            #expect(page.text.contains(word))
            #expect(!page.text.contains("⟦"))
            #expect(page.field("token") == asked.token)
            #expect(page.text.contains("value=\"no\" checked"))
            #expect(page.text.contains("value=\"travel\" checked"))
            #expect(page.text.contains("value=\"Mari E\""))
            #expect(page.field("shown") == language)
        }
    }
}
