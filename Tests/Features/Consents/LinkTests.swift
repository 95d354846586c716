import Base
import HTTP
import Support
import Testing

@Suite(.serialized) struct `A personal link` {
    @Test func `opens the request for a person who sends the token, and says nothing before`()
        throws
    {
        let matter = try Matter("consent_link")
        let asked = try matter.ask()
        let page = try matter.house.get("/tyonantaja/answer")
        #expect(page.status == 200)
        #expect(!page.text.contains("Liisa"))
        #expect(!page.text.contains("Tila tyonantaja"))
        let opened = try Browser(matter).post("/tyonantaja/answer", [("token", asked.token)])
        #expect(opened.status == 200)
        for word in [
            "Liisa Malli", "Vertaistoimija", "Tampere", "TAKK", "torstaisin klo\u{A0}13–16",
            "21 tuntia",
            "Työaika, matkakulut, sijainen, yhteyshenkilö",
        ] {
            #expect(opened.text.contains(word), "\(word)")
        }
        #expect(!opened.text.contains("⟦"))
        #expect(try matter.log(of: matter.employer) == ["consent.opened done"])
        #expect(try matter.actors("consent.opened", in: matter.employer) == ["visitor "])
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test
    func `leads to pages that open again, each with its entry, and stands in no address of theirs`()
        throws
    {
        let matter = try Matter("consent_reload")
        let asked = try matter.ask()
        let browser = Browser(matter)
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
        #expect(try matter.mails(of: matter.employer).count == 1)
        #expect(try matter.value("select tries from consent_code") == "0")

        let once = ID<Matter>().text
        let sent = chosen + [("code", try matter.code())]
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
            try matter.log(of: matter.employer)
                == ["consent.code-sent done"] + Array(repeating: "consent.opened done", count: 4)
                + ["consent.given done", "receipt.read done", "receipt.read done"]
        )
        let told = [opened, coded, done].map(\.location).joined()
        #expect(!told.contains(asked.token) && !told.contains("Mari"))
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test(arguments: ["", "token=", "token=x", "%zz", "token=%00", "consent=yes"])
    func `that a browser keeps otherwise than it was given opens nothing`(kept: String) throws {
        let matter = try Matter("consent_kept")
        let fields: Fields = ["cookie": "vakka-answer-kept=\(kept)"]
        for path in ["/request", "/code"] {
            let page = try matter.house.get("/tyonantaja/answer\(path)", fields: fields)
            #expect(page.location == "/tyonantaja/answer")
        }
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `may be pasted whole`() throws {
        let matter = try Matter("consent_pasted")
        let asked = try matter.ask()
        let whole = " http://localhost/tyonantaja/answer#\(asked.token)\n"
        let opened = try Browser(matter).post("/tyonantaja/answer", [("token", whole)])
        #expect(opened.text.contains("Liisa Malli"))
    }

    @Test func `is changed by no GET or HEAD, however often`() throws {
        let matter = try Matter("consent_get")
        let asked = try matter.ask()
        let before = try matter.fingerprint()
        let paths = [
            "", "/request", "/code", "/decision", "/delegation", "/withdrawal", "/receipt.json",
        ]
        let pages = ["": 200, "/request": 303, "/code": 303]
        for path in paths {
            for method in [Method.get, .head] {
                for query in ["", "?token=\(asked.token)&consent=yes&name=Mari"] {
                    let request = try Request(method, "/tyonantaja/answer\(path)\(query)")
                    let page = try matter.house.ask(request)
                    #expect(page.status == pages[path] ?? 405)
                }
            }
        }
        #expect(try matter.fingerprint() == before)
        #expect(try matter.requestState(asked) == "waiting")
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test
    func
        `that is wrong, expired, revoked or another space's is refused in the same way, once in the log`()
        throws
    {
        let matter = try Matter("consent_dead")
        let other = try matter.house.space("toinen", .employer)
        let foreign = try matter.ask("Paavo Toinen", at: other)
        let expired = try matter.ask("Eeva Vanha")
        let revoked = try matter.ask("Risto Peruttu")
        try matter.house.database.psql(
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
            let page = try Browser(matter, peer: "192.0.2.\(index)").post(
                "/tyonantaja/answer",
                [("token", token)]
            )
            #expect(page.status == 404)
            answers.insert(page.text.replacing(/name="once" value="[^"]*"/, with: ""))
        }
        #expect(answers.count == 1)
        #expect(answers.first?.contains("Tämä linkki ei enää toimi") == true)
        #expect(
            try matter.log(of: matter.employer)
                == Array(repeating: "access.refused refused", count: tokens.count)
        )
        #expect(try matter.log(of: other) == [])
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `cannot be guessed at any speed: the wait grows for the one who tries`() throws {
        let matter = try Matter("consent_guess")
        let asked = try matter.ask()
        let guesser = Browser(matter)
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
        let matter = try Matter("consent_kind")
        let asked = try matter.ask()
        #expect(try matter.house.get("/takk/answer").status == 404)
        #expect(try Browser(matter).post("/takk/answer", [("token", asked.token)]).status == 404)
        #expect(try matter.house.get("/olematon/answer").status == 404)
    }

    @Test func `of an expired request shows that the time is over, and decides nothing`() throws {
        let matter = try Matter("consent_expired")
        let asked = try matter.ask(expires: "-1 hour")
        let browser = Browser(matter)
        let page = try browser.post("/tyonantaja/answer", [("token", asked.token)])
        #expect(page.text.contains("Aika vastata on ohi"))
        #expect(!page.text.contains("Liisa"))
        let code = try browser.post(
            "/tyonantaja/answer/code",
            [("token", asked.token), ("consent", "yes"), ("name", "Mari")]
        )
        #expect(code.text.contains("Aika vastata on ohi"))
        #expect(try matter.mails(of: matter.employer).isEmpty)
        #expect(try matter.requestState(asked) == "waiting")
    }

    @Test func `of a cancelled request says only that the matter is no longer in progress`() throws
    {
        let matter = try Matter("consent_cancelled")
        let asked = try matter.ask()
        try matter.house.database.psql(
            """
            update consent_request set state = 'cancelled' where id = '\(asked.id)';
            update consent_link set revoked_at = moment() where request_id = '\(asked.id)'
            """
        )
        let browser = Browser(matter)
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
        #expect(try matter.requestState(asked) == "cancelled")
    }

    @Test func `speaks all three languages and keeps token and choices when one is changed`() throws
    {
        let matter = try Matter("consent_languages")
        let asked = try matter.ask()
        let titles = ["fi": "Nimesi", "sv": "Ditt namn", "en": "Your name"]
        for (language, word) in titles {
            let page = try Browser(matter).post(
                "/tyonantaja/answer",
                [
                    ("token", asked.token), ("consent", "no"), ("support", "travel"),
                    ("name", "Mari E"),
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
