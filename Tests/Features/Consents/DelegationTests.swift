import HTTP
import Support
import Testing

@Suite(.serialized) struct `A request that is passed on` {
    func pass(_ matter: Matter, _ token: String, to name: String, _ address: String) throws -> Page
    {
        let browser = Browser(matter)
        let fields = [
            ("token", token), ("step", "delegation"), ("colleague", name), ("address", address),
        ]
        let asked = try browser.post("/tyonantaja/answer/code", fields)
        guard asked.status == 200 else { return asked }
        return try browser.post(
            "/tyonantaja/answer/delegation",
            fields + [("code", try matter.code())]
        )
    }

    @Test func `is answered by the colleague's own link, and the chain stands on the receipt`()
        throws
    {
        let matter = try Matter("pass_chain")
        let asked = try matter.ask()
        let page = try pass(matter, asked.token, to: "Petri Näyte", "petri@yritys.example")
        #expect(page.status == 200)
        #expect(page.text.contains("Nyt vastaa Petri Näyte"))
        #expect(!page.text.contains("Liisa"))
        let petri = try matter.token(to: "petri@yritys.example")
        _ = try pass(matter, petri, to: "Outi Osaaja", "outi@yritys.example")
        let outi = try matter.token(to: "outi@yritys.example")
        let receipt = try Browser(matter).answer(matter, asked, name: "Outi Osaaja", token: outi)
        #expect(receipt.text.contains("Mari Esimerkki → Petri Näyte → Outi Osaaja"))
        #expect(try matter.value("select email from consent_decision") == "outi@yritys.example")
        #expect(
            try matter.value(
                "select body -> 'chain' from letter where direction = 'in' and kind = 'consent.answer'"
            )
                == #"["Mari Esimerkki", "Petri Näyte"]"#
        )
        #expect(
            try matter.value("select giver_name || ' ' || giver_email from consent_request")
                == "Outi Osaaja outi@yritys.example"
        )
        #expect(
            try matter.actors("consent.delegated", in: matter.employer) == [
                "visitor Mari Esimerkki", "visitor Petri Näyte",
            ]
        )
        #expect(try matter.log(of: matter.provider) == ["consent.answer-received done"])
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `is decided no more by the link before, nor by a reminder's beside it`() throws {
        let matter = try Matter("pass_old")
        let asked = try matter.ask()
        let reminder = String(repeating: "R", count: 43)
        try matter.house.database.psql(
            """
            insert into consent_link (tenant_id, id, request_id, token_hash, email, name, expires_at)
              select tenant_id, gen_random_uuid(), request_id, sha256('\(reminder)'), email, name, expires_at from consent_link
            """
        )
        _ = try pass(matter, asked.token, to: "Petri Näyte", "petri@yritys.example")
        for token in [asked.token, reminder] {
            let fields = [
                ("token", token), ("consent", "yes"), ("support", "working-time"),
                ("name", "Mari Esimerkki"),
            ]
            let page = try Browser(matter).post("/tyonantaja/answer/code", fields)
            #expect(!page.text.contains("Vahvista vastauksesi"))
        }
        #expect(try matter.requestState(asked) == "waiting")
    }

    @Test func `sent twice makes one link`() throws {
        let matter = try Matter("pass_twice")
        let asked = try matter.ask()
        let browser = Browser(matter)
        let fields = [
            ("token", asked.token), ("step", "delegation"), ("colleague", "Petri"),
            ("address", "petri@yritys.example"),
        ]
        _ = try browser.post("/tyonantaja/answer/code", fields)
        let code = try matter.code()
        for _ in 0..<2 {
            let page = try browser.post("/tyonantaja/answer/delegation", fields + [("code", code)])
            #expect(page.text.contains("Nyt vastaa Petri"))
        }
        #expect(try matter.value("select count(*) from consent_link") == "2")
        #expect(
            try matter.mails(of: matter.employer).filter { $0.to == "petri@yritys.example" }
                .count == 1
        )
    }

    @Test func `goes on no more than five times`() throws {
        let matter = try Matter("pass_limit")
        let asked = try matter.ask()
        var token = asked.token
        for number in 1...5 {
            _ = try pass(matter, token, to: "Kollega \(number)", "k\(number)@yritys.example")
            token = try matter.token(to: "k\(number)@yritys.example")
        }
        let page = try pass(matter, token, to: "Kollega 6", "k6@yritys.example")
        #expect(page.status == 422)
        #expect(try matter.value("select count(*) from consent_link") == "6")
        // Who has it may still answer.
        #expect(
            try Browser(matter).answer(matter, asked, token: token).text.contains(
                "Kuitti vastauksesta"
            )
        )
    }

    @Test func `needs a colleague's address, and keeps what was typed`() throws {
        let matter = try Matter("pass_wrong")
        let asked = try matter.ask()
        for (name, address) in [
            ("Petri", "mari@yritys.example"), ("Petri", "ei osoite"), ("", "petri@yritys.example"),
            ("Petri", "a@b.example\r\nBcc: x@y.example"),
        ] {
            let page = try pass(matter, asked.token, to: name, address)
            #expect(page.status == 422)
            #expect(page.text.contains("<details open"))
            #expect(page.field("colleague") == name)
        }
        #expect(try matter.mails(of: matter.employer).isEmpty)
    }
}

@Suite(.serialized) struct `A consent that is withdrawn` {
    @Test func `pauses the place at the provider, through the letter, and stays beside the answer`()
        throws
    {
        let matter = try Matter("withdraw_link")
        let asked = try matter.ask()
        let browser = Browser(matter)
        _ = try browser.answer(matter, asked)
        try matter.enrol(asked)
        let fields = [("token", asked.token), ("step", "withdrawal"), ("name", "Mari Esimerkki")]
        let asking = try browser.post("/tyonantaja/answer/code", fields)
        #expect(asking.text.contains("Vahvista peruminen"))
        #expect(try matter.askState(asked) == "given")
        let page = try browser.post(
            "/tyonantaja/answer/withdrawal",
            fields + [("code", try matter.code())]
        )
        #expect(page.status == 200)
        #expect(page.text.contains("Suostumus peruttu"))
        #expect(try matter.requestState(asked) == "withdrawn")
        #expect(try matter.askState(asked) == "withdrawn")
        #expect(try matter.value("select state from enrolment") == "paused")
        #expect(
            try matter.house.database.psql("select kind from consent_decision order by decided_at")
                == [["decision"], ["withdrawal"]]
        )
        #expect(
            try matter.log(of: matter.provider).sorted() == [
                "consent.answer-received done", "consent.withdrawn done", "enrolment.paused done",
            ]
        )
        #expect(try matter.actors("consent.withdrawn", in: matter.provider) == ["letter Yritys Oy"])
        #expect(
            try matter.actors("consent.withdrawn", in: matter.employer) == [
                "visitor Mari Esimerkki"
            ]
        )
        // Sent again, it shows the receipt and does no more.
        let again = try browser.post(
            "/tyonantaja/answer/withdrawal",
            fields + [("code", "00000000")]
        )
        #expect(again.text.contains("Kuitti vastauksesta"))
        #expect(try matter.value("select count(*) from consent_decision") == "2")
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `may be so long after the answer, by the same link`() throws {
        let matter = try Matter("withdraw_late")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(matter, asked)
        let days = try matter.value(
            "select extract(day from expires_at - moment()) from consent_link"
        )
        #expect((Int(days) ?? 0) >= 29)
        try matter.house.database.psql(
            "update consent_request set expires_at = moment() - interval '1 day'"
        )
        let page = try Browser(matter).post("/tyonantaja/answer", [("token", asked.token)])
        #expect(page.text.contains("Peru suostumus"))
    }

    @Test func `must have been given`() throws {
        let matter = try Matter("withdraw_none")
        let asked = try matter.ask()
        let refused = try matter.ask("Pekka Malli")
        let browser = Browser(matter)
        _ = try browser.answer(matter, refused, consent: "no", support: [])
        for one in [asked, refused] {
            let page = try browser.post(
                "/tyonantaja/answer/code",
                [("token", one.token), ("step", "withdrawal"), ("name", "Mari")]
            )
            #expect(!page.text.contains("Vahvista peruminen"))
        }
        #expect(try matter.requestState(asked) == "waiting")
        #expect(try matter.requestState(refused) == "refused")
    }
}
