import Access
import Base
import Crypto
import HTTP
import Support
import Testing

@Suite(.serialized) struct `A link in a space that its organisation has claimed` {
    @Test func `shows the request, and decides for nobody but those who give consents`() throws {
        let fixture = try ConsentFixture("bar_stranger", employerState: "active")
        let asked = try fixture.ask(isGiver: false)
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver)
        let browser = LinkBrowser(fixture)
        let fields = [
            ("token", asked.token), ("consent", "yes"), ("support", "working-time"),
            ("name", "Mari Esimerkki"), ("shown", "fi"), ("colleague", "Kalle"),
            ("address", "kalle@yritys.example"),
        ]
        for path in ["", "/code", "/decision", "/delegation"] {
            for step in ["decision", "delegation"] {
                let page = try browser.post(
                    "/tyonantaja/answer\(path)",
                    fields + [("step", step), ("code", "00000000")]
                )
                #expect(page.status == 200)
                #expect(page.text.contains("Liisa Malli"))
                #expect(page.text.contains("vastaa suostumuksen antaja, joka kirjautuu sisään"))
                #expect(page.text.contains("/tyonantaja/consents/\(asked.id)"))
                #expect(!page.text.contains("name=\"consent\"") && !page.text.contains("⟦"))
            }
        }
        #expect(try fixture.mails(of: fixture.employer).isEmpty)
        #expect(try fixture.requestState(asked) == "waiting")
        let done = try fixture.house.post(
            "/tyonantaja/consents/\(asked.id)/decision",
            ["consent": "yes", "support": "working-time", "name": "Mari", "shown": "fi"],
            as: mari
        )
        #expect(done.status == 303)
        // What others have decided, the stranger's link does not take back.
        let receipt = try browser.post("/tyonantaja/answer", [("token", asked.token)])
        #expect(receipt.text.contains("Kuitti vastauksesta"))
        #expect(!receipt.text.contains("value=\"withdrawal\""))
        _ = try browser.withdraw(fixture, asked)
        #expect(try fixture.requestState(asked) == "given")
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `decides for the organisation's contact, and takes back what it gave`() throws {
        let fixture = try ConsentFixture("bar_contact", employerState: "active")
        try fixture.house.database.psql(
            "update space set contact_email = 'mari@yritys.example' where slug = 'tyonantaja'"
        )
        let asked = try fixture.ask(isGiver: false)
        let browser = LinkBrowser(fixture)
        _ = try browser.answer(fixture, asked)
        #expect(try fixture.requestState(asked) == "given")
        try fixture.house.database.psql(
            "update space set contact_email = '' where slug = 'tyonantaja'"
        )
        _ = try browser.withdraw(fixture, asked)
        #expect(try fixture.requestState(asked) == "withdrawn")
    }

    @Test func `of the applicant decides nothing, and neither does their account`() throws {
        for state in ["active", "unclaimed"] {
            let fixture = try ConsentFixture("bar_own_\(state)", employerState: state)
            let asked = try fixture.ask(email: "liisa@yritys.example")
            try fixture.house.database.psql(
                """
                update consent_request set applicant_mark = sha256((id || ' liisa@yritys.example')::bytea)
                """
            )
            let browser = LinkBrowser(fixture)
            let page = try browser.post(
                "/tyonantaja/answer/code",
                [
                    ("token", asked.token), ("consent", "yes"), ("support", "working-time"),
                    ("name", "Liisa"),
                ]
            )
            #expect(page.text.contains("Pyyntö koskee sinua itseäsi"))
            #expect(try fixture.mails(of: fixture.employer).isEmpty)
            guard state == "active" else { continue }
            let account = try fixture.house.database.psql(
                "select id from accounts.account where email = 'liisa@yritys.example'"
            )
            let token = try Token()
            try fixture.house.database.psql(
                """
                insert into accounts.session (id, account_id, token_hash, strength, agent, address)
                values ('\(ID<Session>())', '\(account[0][0])', '\\x\(hex(token.hash))', 'password', 'test', '')
                """
            )
            let liisa = Guest(
                account: ID<Account>(),
                membership: ID<Membership>(),
                email: "liisa@yritys.example",
                token: token.text
            )
            let refused = try fixture.house.post(
                "/tyonantaja/consents/\(asked.id)/decision",
                ["consent": "yes", "name": "Liisa", "shown": "fi"],
                as: liisa
            )
            #expect(refused.status == 403)
            #expect(refused.text.contains("Pyyntö koskee sinua itseäsi"))
            #expect(try fixture.requestState(asked) == "waiting")
        }
    }
}

@Suite(.serialized) struct `A link in a space that nobody has claimed` {
    @Test func `names the employer as its own request does, never as somebody before`() throws {
        let fixture = try ConsentFixture("bar_name")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        let open = try browser.post("/tyonantaja/answer", [("token", asked.token)])
        let code = try browser.post(
            "/tyonantaja/answer/code",
            [("token", asked.token), ("consent", "yes"), ("name", "Mari")]
        )
        let receipt = try browser.answer(fixture, asked)
        for page in [open, code, receipt] {
            #expect(page.text.contains("Yritys Oy"))
            #expect(!page.text.contains("Tila tyonantaja"))
        }
        for path in ["/tyonantaja/answer", "/tyonantaja/olematon", "/tyonantaja/today"] {
            #expect(!(try fixture.house.get(path).text.contains("Tila tyonantaja")))
        }
        for mail in try fixture.mails(of: fixture.employer) {
            #expect(!(mail.subject + mail.body).contains("Tila tyonantaja"))
        }
    }
}

@Suite(.serialized) struct `An answer of no` {
    @Test func `carries no support, whatever was ticked before`() throws {
        let fixture = try ConsentFixture("bar_no", employerState: "active")
        let asked = try fixture.ask()
        let page = try LinkBrowser(fixture).answer(
            fixture,
            asked,
            consent: "no",
            support: ["working-time", "travel"],
            contact: "Oili Ohjaaja"
        )
        #expect(page.text.contains("Kuitti vastauksesta"))
        #expect(!page.text.contains("Oili Ohjaaja"))
        let kept = try fixture.house.database.psql(
            """
            select support_working_time, support_travel, support_substitute, support_contact
              from consent_decision
            """
        )
        #expect(kept == [["f", "f", "f", ""]])
        let sent = try fixture.house.database.psql(
            "select distinct body ->> 'promised', body ->> 'contact_person' from letter where kind = 'consent.answer'"
        )
        #expect(sent == [["[]", ""]])
        let heard = try fixture.house.database.psql(
            "select count(*) from consent_ask where num_nonnulls(support_working_time, support_travel, support_substitute, support_contact) > 0"
        )
        #expect(heard == [["0"]])
    }
}

@Suite(.serialized) struct `A provider whose space is suspended` {
    @Test func `gets no answer, and is told of a consent that is taken back`() throws {
        let fixture = try ConsentFixture("bar_suspended", employerState: "active")
        let asked = try fixture.ask()
        let given = try fixture.ask("Pekka Malli")
        let browser = LinkBrowser(fixture)
        _ = try browser.answer(fixture, given)
        try fixture.house.database.psql("update space set state = 'suspended' where slug = 'takk'")
        let page = try browser.answer(fixture, asked)
        #expect(page.status == 409)
        #expect(page.text.contains("suljettu toistaiseksi"))
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(try fixture.value("select count(*) from consent_decision") == "1")
        _ = try browser.withdraw(fixture, given)
        #expect(try fixture.requestState(given) == "withdrawn")
        #expect(try fixture.askState(given) == "withdrawn")
        #expect(fixture.house.faults.all.isEmpty)
    }
}

@Suite(.serialized) struct `What a consent-giver has looked at` {
    @Test(arguments: ["today", "consents"])
    func `stands in the log, request by request`(page: String) throws {
        let fixture = try ConsentFixture("bar_seen_\(page)", employerState: "active")
        let first = try fixture.ask()
        let second = try fixture.ask("Pekka Malli")
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver)
        let auditor = try fixture.house.member(of: fixture.employer, .auditor)
        #expect(try fixture.house.get("/tyonantaja/\(page)", as: mari).status == 200)
        let seen = try fixture.house.database.psql(
            """
            select s.value ->> 'object' from log.event_part d
             cross join jsonb_array_elements(d.body::jsonb -> 'seen') s
             where d.tenant_id = '\(fixture.employer.id)' and d.part = 'detail'
            """
        ).compactMap(\.first)
        #expect(Set(seen) == [first.id, second.id])
        let event = try fixture.value(
            "select id from log.event where tenant_id = '\(fixture.employer.id)' and kind = 'read' limit 1"
        )
        let shown = try fixture.house.get("/tyonantaja/log/\(event)", as: auditor).text
        #expect(shown.contains(first.id) && shown.contains("Pekka Malli"))
        #expect(!shown.contains("⟦"))
    }
}
