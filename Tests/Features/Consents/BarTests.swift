import Access
import Base
import Crypto
import HTTP
import Support
import Testing

@Suite(.serialized) struct `A link in a space that its organisation has claimed` {
    @Test func `shows the request, and decides for nobody but those who give consents`() throws {
        let matter = try Matter("bar_stranger", employerState: "active")
        let asked = try matter.ask(isGiver: false)
        let mari = try matter.house.member(of: matter.employer, .consentGiver)
        let browser = Browser(matter)
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
        #expect(try matter.mails(of: matter.employer).isEmpty)
        #expect(try matter.requestState(asked) == "waiting")
        let done = try matter.house.post(
            "/tyonantaja/consents/\(asked.id)/decision",
            ["consent": "yes", "support": "working-time", "name": "Mari", "shown": "fi"],
            as: mari
        )
        #expect(done.status == 303)
        // What others have decided, the stranger's link does not take back.
        let receipt = try browser.post("/tyonantaja/answer", [("token", asked.token)])
        #expect(receipt.text.contains("Kuitti vastauksesta"))
        #expect(!receipt.text.contains("value=\"withdrawal\""))
        _ = try browser.withdraw(matter, asked)
        #expect(try matter.requestState(asked) == "given")
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `decides for the organisation's contact, and takes back what it gave`() throws {
        let matter = try Matter("bar_contact", employerState: "active")
        try matter.house.database.psql(
            "update space set contact_email = 'mari@yritys.example' where slug = 'tyonantaja'"
        )
        let asked = try matter.ask(isGiver: false)
        let browser = Browser(matter)
        _ = try browser.answer(matter, asked)
        #expect(try matter.requestState(asked) == "given")
        try matter.house.database.psql(
            "update space set contact_email = '' where slug = 'tyonantaja'"
        )
        _ = try browser.withdraw(matter, asked)
        #expect(try matter.requestState(asked) == "withdrawn")
    }

    @Test func `of the applicant decides nothing, and neither does their account`() throws {
        for state in ["active", "unclaimed"] {
            let matter = try Matter("bar_own_\(state)", employerState: state)
            let asked = try matter.ask(email: "liisa@yritys.example")
            try matter.house.database.psql(
                """
                update consent_request set applicant_mark = sha256((id || ' liisa@yritys.example')::bytea)
                """
            )
            let browser = Browser(matter)
            let page = try browser.post(
                "/tyonantaja/answer/code",
                [
                    ("token", asked.token), ("consent", "yes"), ("support", "working-time"),
                    ("name", "Liisa"),
                ]
            )
            #expect(page.text.contains("Pyyntö koskee sinua itseäsi"))
            #expect(try matter.mails(of: matter.employer).isEmpty)
            guard state == "active" else { continue }
            let account = try matter.house.database.psql(
                "select id from accounts.account where email = 'liisa@yritys.example'"
            )
            let token = try Token()
            try matter.house.database.psql(
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
            let refused = try matter.house.post(
                "/tyonantaja/consents/\(asked.id)/decision",
                ["consent": "yes", "name": "Liisa", "shown": "fi"],
                as: liisa
            )
            #expect(refused.status == 403)
            #expect(refused.text.contains("Pyyntö koskee sinua itseäsi"))
            #expect(try matter.requestState(asked) == "waiting")
        }
    }
}

@Suite(.serialized) struct `A link in a space that nobody has claimed` {
    @Test func `names the employer as its own request does, never as somebody before`() throws {
        let matter = try Matter("bar_name")
        let asked = try matter.ask()
        let browser = Browser(matter)
        let open = try browser.post("/tyonantaja/answer", [("token", asked.token)])
        let code = try browser.post(
            "/tyonantaja/answer/code",
            [("token", asked.token), ("consent", "yes"), ("name", "Mari")]
        )
        let receipt = try browser.answer(matter, asked)
        for page in [open, code, receipt] {
            #expect(page.text.contains("Yritys Oy"))
            #expect(!page.text.contains("Tila tyonantaja"))
        }
        for path in ["/tyonantaja/answer", "/tyonantaja/olematon", "/tyonantaja/today"] {
            #expect(!(try matter.house.get(path).text.contains("Tila tyonantaja")))
        }
        for mail in try matter.mails(of: matter.employer) {
            #expect(!(mail.subject + mail.body).contains("Tila tyonantaja"))
        }
    }
}

@Suite(.serialized) struct `An answer of no` {
    @Test func `carries no support, whatever was ticked before`() throws {
        let matter = try Matter("bar_no", employerState: "active")
        let asked = try matter.ask()
        let page = try Browser(matter).answer(
            matter,
            asked,
            consent: "no",
            support: ["working-time", "travel"],
            contact: "Oili Ohjaaja"
        )
        #expect(page.text.contains("Kuitti vastauksesta"))
        #expect(!page.text.contains("Oili Ohjaaja"))
        let kept = try matter.house.database.psql(
            """
            select support_working_time, support_travel, support_substitute, support_contact
              from consent_decision
            """
        )
        #expect(kept == [["f", "f", "f", ""]])
        let sent = try matter.house.database.psql(
            "select distinct body ->> 'promised', body ->> 'contact_person' from letter where kind = 'consent.answer'"
        )
        #expect(sent == [["[]", ""]])
        let heard = try matter.house.database.psql(
            "select count(*) from consent_ask where num_nonnulls(support_working_time, support_travel, support_substitute, support_contact) > 0"
        )
        #expect(heard == [["0"]])
    }
}

@Suite(.serialized) struct `A provider whose space is suspended` {
    @Test func `gets no answer, and is told of a consent that is taken back`() throws {
        let matter = try Matter("bar_suspended", employerState: "active")
        let asked = try matter.ask()
        let given = try matter.ask("Pekka Malli")
        let browser = Browser(matter)
        _ = try browser.answer(matter, given)
        try matter.house.database.psql("update space set state = 'suspended' where slug = 'takk'")
        let page = try browser.answer(matter, asked)
        #expect(page.status == 409)
        #expect(page.text.contains("suljettu toistaiseksi"))
        #expect(try matter.requestState(asked) == "waiting")
        #expect(try matter.value("select count(*) from consent_decision") == "1")
        _ = try browser.withdraw(matter, given)
        #expect(try matter.requestState(given) == "withdrawn")
        #expect(try matter.askState(given) == "withdrawn")
        #expect(matter.house.faults.all.isEmpty)
    }
}

@Suite(.serialized) struct `What a consent-giver has looked at` {
    @Test(arguments: ["today", "consents"])
    func `stands in the log, request by request`(page: String) throws {
        let matter = try Matter("bar_seen_\(page)", employerState: "active")
        let first = try matter.ask()
        let second = try matter.ask("Pekka Malli")
        let mari = try matter.house.member(of: matter.employer, .consentGiver)
        let auditor = try matter.house.member(of: matter.employer, .auditor)
        #expect(try matter.house.get("/tyonantaja/\(page)", as: mari).status == 200)
        let seen = try matter.house.database.psql(
            """
            select s.value ->> 'object' from log.event_part d
             cross join jsonb_array_elements(d.body::jsonb -> 'seen') s
             where d.tenant_id = '\(matter.employer.id)' and d.part = 'detail'
            """
        ).compactMap(\.first)
        #expect(Set(seen) == [first.id, second.id])
        let event = try matter.value(
            "select id from log.event where tenant_id = '\(matter.employer.id)' and kind = 'read' limit 1"
        )
        let shown = try matter.house.get("/tyonantaja/log/\(event)", as: auditor).text
        #expect(shown.contains(first.id) && shown.contains("Pekka Malli"))
        #expect(!shown.contains("⟦"))
    }
}
