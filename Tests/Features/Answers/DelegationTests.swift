import Base
import HTTP
import Letters
import Support
import Terms
import Testing

@Suite(.serialized) struct `A request that is passed on` {
    func pass(_ fixture: ConsentFixture, _ token: String, to name: String, _ address: String) throws
        -> Page
    {
        let browser = LinkBrowser(fixture)
        let fields = [
            ("token", token), ("step", "delegation"), ("colleague", name), ("address", address),
        ]
        let asked = try browser.post("/tyonantaja/answer/code", fields)
        guard asked.status == 200 else { return asked }
        return try browser.post(
            "/tyonantaja/answer/delegation",
            fields + [("code", try fixture.code())]
        )
    }

    @Test func `is answered by the colleague's own link, and the chain stands on the receipt`()
        throws
    {
        let fixture = try ConsentFixture("pass_chain")
        let asked = try fixture.ask()
        let page = try pass(fixture, asked.token, to: "Petri Näyte", "petri@yritys.example")
        #expect(page.status == 200)
        #expect(page.text.contains("Nyt vastaa Petri Näyte"))
        #expect(!page.text.contains("Liisa"))
        let petri = try fixture.token(to: "petri@yritys.example")
        _ = try pass(fixture, petri, to: "Outi Osaaja", "outi@yritys.example")
        let outi = try fixture.token(to: "outi@yritys.example")
        let receipt = try LinkBrowser(fixture).answer(
            fixture,
            asked,
            name: "Outi Osaaja",
            token: outi
        )
        #expect(receipt.text.contains("Mari Esimerkki → Petri Näyte → Outi Osaaja"))
        #expect(try fixture.value("select email from consent_decision") == "outi@yritys.example")
        #expect(
            try fixture.value(
                "select body -> 'chain' from letter where direction = 'in' and kind = 'consent.answer'"
            )
                == #"["Mari Esimerkki", "Petri Näyte"]"#
        )
        #expect(
            try fixture.value("select giver_name || ' ' || giver_email from consent_request")
                == "Outi Osaaja outi@yritys.example"
        )
        #expect(
            try fixture.actors("consent.delegated", in: fixture.employer) == [
                "visitor Mari Esimerkki", "visitor Petri Näyte",
            ]
        )
        #expect(try fixture.log(of: fixture.provider) == ["consent.answer-received done"])
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `is decided no more by the link before, nor by a reminder's beside it`() throws {
        let fixture = try ConsentFixture("pass_old")
        let asked = try fixture.ask()
        let reminder = String(repeating: "R", count: 43)
        try fixture.house.database.psql(
            """
            insert into consent_link (tenant_id, id, request_id, token_hash, email, name, expires_at)
              select tenant_id, gen_random_uuid(), request_id, sha256('\(reminder)'), email, name, expires_at from consent_link
            """
        )
        _ = try pass(fixture, asked.token, to: "Petri Näyte", "petri@yritys.example")
        for token in [asked.token, reminder] {
            let fields = [
                ("token", token), ("consent", "yes"), ("support", "working-time"),
                ("name", "Mari Esimerkki"),
            ]
            let page = try LinkBrowser(fixture).post("/tyonantaja/answer/code", fields)
            #expect(!page.text.contains("Vahvista vastauksesi"))
        }
        #expect(try fixture.requestState(asked) == "waiting")
    }

    @Test
    func `is the colleague's to answer by later links, also when asked anew`()
        throws
    {
        let fixture = try ConsentFixture("pass_anew", employerState: "active")
        let asked = try fixture.ask()
        _ = try pass(fixture, asked.token, to: "Petri Näyte", "petri@yritys.example")
        let (known, fresh) = (try #require(ID<ConsentAsk>(asked.id)), ID<ConsentAsk>())
        let facts = requestLetter(fresh.text)
        func decides() throws -> Bool {
            let token = try fixture.token(to: "petri@yritys.example")
            return try LinkBrowser(fixture).post("/tyonantaja/answer", [("token", token)]).text
                .contains("Lähetä vastaus")
        }
        #expect(try decides())
        let reminder = ConsentReminderLetter(ask: known, provider: "TAKK")
        try fixture.house.deliver(reminder, from: fixture.provider, to: fixture.employer)
        #expect(try decides())
        try fixture.house.deliver(
            ConsentRenewedLetter(
                ask: fresh,
                renews: known,
                provider: "TAKK",
                course: facts.course,
                place: "Pori",
                sessions: facts.sessions,
                hours: facts.hours,
                textVersion: 1,
                until: facts.until,
                applicantMark: facts.applicantMark
            ),
            from: fixture.provider,
            to: fixture.employer
        )
        #expect(try decides())
        #expect(
            try fixture.value(
                "select consent_chain(tenant_id, id) from consent_request where renews is not null"
            )
                == "{\"Mari Esimerkki\"}"
        )
    }

    @Test func `sent twice makes one link`() throws {
        let fixture = try ConsentFixture("pass_twice")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        let fields = [
            ("token", asked.token), ("step", "delegation"), ("colleague", "Petri"),
            ("address", "petri@yritys.example"),
        ]
        _ = try browser.post("/tyonantaja/answer/code", fields)
        let code = try fixture.code()
        for _ in 0..<2 {
            let page = try browser.post("/tyonantaja/answer/delegation", fields + [("code", code)])
            #expect(page.text.contains("Nyt vastaa Petri"))
        }
        #expect(try fixture.value("select count(*) from consent_link") == "2")
        #expect(
            try fixture.mails(of: fixture.employer).filter { $0.to == "petri@yritys.example" }
                .count == 1
        )
    }

    @Test func `goes on no more than five times`() throws {
        let fixture = try ConsentFixture("pass_limit")
        let asked = try fixture.ask()
        var token = asked.token
        for number in 1...5 {
            _ = try pass(fixture, token, to: "Kollega \(number)", "k\(number)@yritys.example")
            token = try fixture.token(to: "k\(number)@yritys.example")
        }
        let page = try pass(fixture, token, to: "Kollega 6", "k6@yritys.example")
        #expect(page.status == 422)
        #expect(try fixture.value("select count(*) from consent_link") == "6")
        // Who has it may still answer.
        #expect(
            try LinkBrowser(fixture).answer(fixture, asked, token: token).text.contains(
                "Kuitti vastauksesta"
            )
        )
    }

    @Test func `needs a colleague's address, and keeps what was typed`() throws {
        let fixture = try ConsentFixture("pass_wrong")
        let asked = try fixture.ask()
        for (name, address) in [
            ("Petri", "mari@yritys.example"), ("Petri", "ei osoite"), ("", "petri@yritys.example"),
            ("Petri", "a@b.example\r\nBcc: x@y.example"),
        ] {
            let page = try pass(fixture, asked.token, to: name, address)
            #expect(page.status == 422)
            #expect(page.text.contains("<details open"))
            #expect(page.field("colleague") == name)
        }
        #expect(try fixture.mails(of: fixture.employer).isEmpty)
    }
}

@Suite(.serialized) struct `A consent that is withdrawn` {
    @Test func `pauses the place at the provider, through the letter, and stays beside the answer`()
        throws
    {
        let fixture = try ConsentFixture("withdraw_link")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        _ = try browser.answer(fixture, asked)
        try fixture.enrol(asked)
        let fields = [("token", asked.token), ("step", "withdrawal"), ("name", "Mari Esimerkki")]
        let asking = try browser.post("/tyonantaja/answer/code", fields)
        #expect(asking.text.contains("Vahvista peruminen"))
        #expect(try fixture.askState(asked) == "given")
        let page = try browser.post(
            "/tyonantaja/answer/withdrawal",
            fields + [("code", try fixture.code())]
        )
        #expect(page.status == 200)
        #expect(page.text.contains("Suostumus peruttu"))
        #expect(try fixture.requestState(asked) == "withdrawn")
        #expect(try fixture.askState(asked) == "withdrawn")
        #expect(try fixture.value("select state from enrolment") == "paused")
        #expect(
            try fixture.house.database.psql("select kind from consent_decision order by decided_at")
                == [["decision"], ["withdrawal"]]
        )
        #expect(
            try fixture.log(of: fixture.provider).sorted() == [
                "consent.answer-received done", "consent.withdrawn done", "enrolment.paused done",
            ]
        )
        #expect(
            try fixture.actors("consent.withdrawn", in: fixture.provider) == ["letter Yritys Oy"]
        )
        #expect(
            try fixture.actors("consent.withdrawn", in: fixture.employer) == [
                "visitor Mari Esimerkki"
            ]
        )
        // Sent again, it shows the receipt and does no more.
        let again = try browser.post(
            "/tyonantaja/answer/withdrawal",
            fields + [("code", "00000000")]
        )
        #expect(again.text.contains("Kuitti vastauksesta"))
        #expect(try fixture.value("select count(*) from consent_decision") == "2")
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `may be so long after the answer, by the same link`() throws {
        let fixture = try ConsentFixture("withdraw_late")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        let days = try fixture.value(
            "select extract(day from expires_at - moment()) from consent_link"
        )
        #expect((Int(days) ?? 0) >= 29)
        try fixture.house.database.psql(
            "update consent_request set expires_at = moment() - interval '1 day'"
        )
        let page = try LinkBrowser(fixture).post("/tyonantaja/answer", [("token", asked.token)])
        #expect(page.text.contains("Peru suostumus"))
    }

    @Test func `must have been given`() throws {
        let fixture = try ConsentFixture("withdraw_none")
        let asked = try fixture.ask()
        let refused = try fixture.ask("Pekka Malli")
        let browser = LinkBrowser(fixture)
        _ = try browser.answer(fixture, refused, consent: "no", support: [])
        for one in [asked, refused] {
            let page = try browser.post(
                "/tyonantaja/answer/code",
                [("token", one.token), ("step", "withdrawal"), ("name", "Mari")]
            )
            #expect(!page.text.contains("Vahvista peruminen"))
        }
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(try fixture.requestState(refused) == "refused")
    }
}
