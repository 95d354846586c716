import Access
import Support
import Testing

/// Two who answer the same request, what is answered to changing meanwhile, and the same form sent twice.
@Suite(.serialized) struct `A request that is answered from an old page` {
    @Test func `keeps the first answer, and shows it beside the second`() throws {
        let fixture = try ConsentFixture("old_members", employerState: "active")
        let asked = try fixture.ask()
        let house = fixture.house
        let mari = try house.member(of: fixture.employer, .consentGiver, name: "Mari Esimerkki")
        let petri = try house.member(of: fixture.employer, .consentGiver, name: "Petri Näyte")
        let page = "/tyonantaja/consents/\(asked.id)"
        let path = "\(page)/decision"
        let mine = try house.get(page, as: mari).once(of: path) ?? ""
        let theirs = try house.get(page, as: petri).once(of: path) ?? ""
        let first = try house.post(
            path,
            ["consent": "no", "name": "Petri Näyte", "shown": "fi", "once": theirs],
            as: petri
        )
        #expect(first.status == 303)
        let second = try house.post(
            path,
            [
                "consent": "yes", "support": "working-time", "name": "Mari Esimerkki",
                "shown": "fi", "once": mine,
            ],
            as: mari
        )
        #expect(second.status == 409)
        for word in [
            "Joku muu ehti tallentaa ensin", "Nyt: En anna suostumusta",
            "Sinä kirjoitit: Kyllä, annan suostumuksen", "Nyt: Petri Näyte",
            "Sinä kirjoitit: Mari Esimerkki", "Pyyntöön on jo vastattu",
        ] {
            #expect(second.text.contains(word), "\(word)")
        }
        #expect(second.once(of: path) == nil)
        #expect(try fixture.value("select count(*) from consent_decision") == "1")
        #expect(try fixture.requestState(asked) == "refused")
        #expect(house.faults.all.isEmpty)
    }

    @Test func `is not answered when what it says has changed, and says what it says now`() throws {
        let fixture = try ConsentFixture("old_facts", employerState: "active")
        let asked = try fixture.ask()
        let house = fixture.house
        let mari = try house.member(of: fixture.employer, .consentGiver, name: "Mari Esimerkki")
        let page = "/tyonantaja/consents/\(asked.id)"
        let path = "\(page)/decision"
        let old = try house.get(page, as: mari).once(of: path) ?? ""
        try house.database.psql("update consent_request set place = 'Pori, Testikatu 2'")
        let late = try house.post(
            path,
            [
                "consent": "yes", "support": "travel", "support": "working-time",
                "name": "Mari E", "shown": "fi", "once": old,
            ],
            as: mari
        )
        #expect(late.status == 409)
        #expect(late.text.contains("Sivun tiedot ovat muuttuneet"))
        #expect(late.text.contains("Pori, Testikatu 2"))
        #expect(late.text.contains("value=\"travel\" checked"))
        #expect(late.field("name") == "Mari E")
        #expect(try fixture.requestState(asked) == "waiting")
        let again = try house.post(
            path,
            [
                "consent": "yes", "support": "working-time", "name": "Mari E", "shown": "fi",
                "once": late.once(of: path) ?? "",
            ],
            as: mari
        )
        #expect(again.status == 303)
        #expect(try fixture.requestState(asked) == "given")
    }

    @Test func `sent twice gets the first answer again, and with other words gets them back`()
        throws
    {
        let fixture = try ConsentFixture("old_twice", employerState: "active")
        let asked = try fixture.ask()
        let house = fixture.house
        let mari = try house.member(of: fixture.employer, .consentGiver, name: "Mari Esimerkki")
        let page = "/tyonantaja/consents/\(asked.id)"
        let path = "\(page)/delegation"
        let once = try house.get(page, as: mari).once(of: path) ?? ""
        for _ in 0..<2 {
            let done = try house.post(
                path,
                ["colleague": "Petri", "address": "petri@yritys.example", "once": once],
                as: mari
            )
            #expect(done.location == "\(page)?did=consents.done.delegated")
        }
        let other = try house.post(
            path,
            ["colleague": "Outi", "address": "outi@yritys.example", "once": once],
            as: mari
        )
        #expect(other.status == 409)
        #expect(other.text.contains("Tämä lomake on jo lähetetty kerran"))
        #expect(other.field("colleague") == "Outi")
        #expect(other.field("address") == "outi@yritys.example")
        #expect(try fixture.value("select count(*) from consent_link") == "2")
        #expect(house.faults.all.isEmpty)
    }

    @Test func `by a link keeps the first answer too, and shows the receipt`() throws {
        let fixture = try ConsentFixture("old_link")
        let asked = try fixture.ask()
        let fields = [
            ("token", asked.token), ("consent", "yes"), ("support", "working-time"),
            ("name", "Mari Esimerkki"), ("shown", "fi"),
        ]
        let browser = LinkBrowser(fixture)
        let page = try browser.post("/tyonantaja/answer/code", fields)
        let code = try fixture.code()
        let path = "/tyonantaja/answer/decision"
        let once = page.once(of: path)
        _ = try LinkBrowser(fixture).answer(
            fixture,
            asked,
            consent: "no",
            support: [],
            name: "Toinen"
        )
        let late = try browser.send(path, fields + [("code", code)], once: once)
        #expect(late.status == 409)
        for word in [
            "Joku muu ehti tallentaa ensin", "Nyt: En anna suostumusta", "Nyt: Toinen",
            "Sinä kirjoitit: Mari Esimerkki", "Kuitti vastauksesta",
        ] {
            #expect(late.text.contains(word), "\(word)")
        }
        #expect(try fixture.value("select count(*) from consent_decision") == "1")
        #expect(try fixture.requestState(asked) == "refused")
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `by a link is not confirmed when what it says has changed`() throws {
        let fixture = try ConsentFixture("old_link_facts")
        let asked = try fixture.ask()
        let fields = [
            ("token", asked.token), ("consent", "yes"), ("support", "working-time"),
            ("name", "Mari Esimerkki"), ("shown", "fi"),
        ]
        let browser = LinkBrowser(fixture)
        let path = "/tyonantaja/answer/decision"
        let page = try browser.post("/tyonantaja/answer/code", fields)
        try fixture.house.database.psql("update consent_request set course_name = 'Toinen kurssi'")
        let sent = fields + [("code", try fixture.code())]
        let late = try browser.send(path, sent, once: page.once(of: path))
        #expect(late.status == 409)
        #expect(late.text.contains("Sivun tiedot ovat muuttuneet"))
        #expect(late.text.contains("Toinen kurssi"))
        #expect(late.field("name") == "Mari Esimerkki")
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(try fixture.value("select tries from consent_code") == "0")
        let done = try browser.send(path, sent, once: late.once(of: path))
        #expect(done.location == "/tyonantaja/answer/request?did=answer.done.answered")
        // The same form again gets the same answer; with another name it gets that back.
        let same = try browser.send(path, sent, once: late.once(of: path))
        #expect(same.location == done.location)
        let other = try browser.send(
            path,
            sent.map { $0.0 == "name" ? ($0.0, "Joku Muu") : $0 },
            once: late.once(of: path)
        )
        #expect(other.status == 409)
        #expect(other.text.contains("Sinä kirjoitit: Joku Muu"))
        #expect(try fixture.value("select typed_name from consent_decision") == "Mari Esimerkki")
    }

    @Test func `is answered once and taken back once in the database too`() throws {
        let fixture = try ConsentFixture("old_database")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        for kind in ["decision", "withdrawal", "withdrawal"] {
            let again = """
                begin; set local role vakka_app; set local app.tenant = '\(fixture.employer.id)';
                insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
                  support_substitute, typed_name, email, text_version, text_language, text_sha256, identity_strength,
                  link_id)
                select tenant_id, gen_random_uuid(), request_id, '\(kind)', true, true, false, false, 'Joku Muu', email, 1, 'fi',
                       text_sha256, 'link', link_id from consent_decision order by decided_at limit 1;
                commit
                """
            let state = try fixture.requestState(asked)
            if kind == "withdrawal", state == "given" {
                try fixture.house.database.psql(again)
            } else {
                #expect(throws: (any Error).self) { try fixture.house.database.psql(again) }
            }
        }
        #expect(try fixture.value("select count(*) from consent_decision") == "2")
        #expect(try fixture.requestState(asked) == "withdrawn")
    }
}
