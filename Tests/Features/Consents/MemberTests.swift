import Access
import Base
import Support
import Testing

@Suite(.serialized) struct `A consent-giver with an account` {
    @Test func `sees what waits, answers without a code, and the evidence says account`() throws {
        let fixture = try ConsentFixture("member_answer", employerState: "active")
        let asked = try fixture.ask()
        let mari = try fixture.house.member(
            of: fixture.employer,
            .consentGiver,
            name: "Mari Esimerkki"
        )
        let today = try fixture.house.get("/tyonantaja/today", as: mari)
        #expect(
            today.text.contains(
                "Saako <bdi>Liisa Malli</bdi> osallistua koulutukseen Vertaistoimija?"
            )
        )
        #expect(today.text.contains("Aikaa vastata 14 päivää"))
        #expect(today.text.contains("/tyonantaja/consents/\(asked.id)"))
        let page = try fixture.house.get("/tyonantaja/consents/\(asked.id)", as: mari)
        #expect(page.field("name") == "Mari Esimerkki")
        let done = try fixture.house.post(
            "/tyonantaja/consents/\(asked.id)/decision",
            [
                "consent": "yes", "support": "working-time", "contact": "",
                "name": "Mari Esimerkki", "shown": "fi",
            ],
            as: mari
        )
        #expect(done.status == 303)
        #expect(
            done.location == "/tyonantaja/consents/\(asked.id)/receipt?did=consents.done.answered"
        )
        #expect(
            try fixture.house.database.psql(
                "select identity_strength, membership_id::text, email from consent_decision"
            ) == [["account", mari.membership.text, mari.email]]
        )
        #expect(try fixture.askState(asked) == "given")
        #expect(
            try fixture.actors("consent.given", in: fixture.employer) == [
                "consent-giver Mari Esimerkki"
            ]
        )
        let receipt = try fixture.house.get(done.location, as: mari)
        #expect(receipt.text.contains("Tunnistus: kirjautunut käyttäjä"))
        #expect(
            !(try fixture.house.get("/tyonantaja/today", as: mari).text.contains("Saako <bdi>Liisa"))
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test
    func `answers several one after another, the longest waiting first, and ends on a receipt`()
        throws
    {
        let fixture = try ConsentFixture("member_several", employerState: "active")
        let asks = [try fixture.ask(), try fixture.ask(), try fixture.ask()]
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver, name: "Mari")
        var open = "/tyonantaja/consents/\(asks[0].id)"
        for next in asks.dropFirst().map(\.id) + [nil] {
            let done = try fixture.house.post(
                "\(open)/decision",
                ["consent": "no", "contact": "", "name": "Mari", "shown": "fi"],
                as: mari
            )
            guard let next else {
                #expect(done.location == "\(open)/receipt?did=consents.done.answered")
                continue
            }
            open = "/tyonantaja/consents/\(next)"
            #expect(done.location == "\(open)?did=consents.done.next")
            #expect(try fixture.house.get(done.location, as: mari).text.contains("seuraava pyyntö"))
        }
    }

    @Test func `answers once however often the form is sent, and not after somebody else`() throws {
        let fixture = try ConsentFixture("member_once", employerState: "active")
        let asked = try fixture.ask()
        let mari = try fixture.house.member(
            of: fixture.employer,
            .consentGiver,
            name: "Mari Esimerkki"
        )
        let key = ID<ConsentFixture>().text
        for _ in 0..<2 {
            let page = try fixture.house.post(
                "/tyonantaja/consents/\(asked.id)/decision",
                ["consent": "no", "name": "Mari Esimerkki", "once": key],
                as: mari
            )
            #expect(page.status == 303)
        }
        #expect(try fixture.value("select count(*) from consent_decision") == "1")
        let late = try fixture.house.post(
            "/tyonantaja/consents/\(asked.id)/decision",
            ["consent": "yes", "name": "Mari Esimerkki"],
            as: mari
        )
        #expect(late.status == 409)
        #expect(try fixture.requestState(asked) == "refused")
    }

    @Test func `gets a mistake back with what was typed`() throws {
        let fixture = try ConsentFixture("member_mistake", employerState: "active")
        let asked = try fixture.ask()
        let mari = try fixture.house.member(
            of: fixture.employer,
            .consentGiver,
            name: "Mari Esimerkki"
        )
        let page = try fixture.house.post(
            "/tyonantaja/consents/\(asked.id)/decision",
            ["support": "travel", "contact": "Oili", "name": String(repeating: "ä", count: 121)],
            as: mari
        )
        #expect(page.status == 422)
        #expect(page.text.contains("value=\"travel\" checked"))
        #expect(page.field("contact") == "Oili")
        #expect(page.text.contains("href=\"#consent\""))
        #expect(page.text.contains("Enintään 120 merkkiä. Kirjoitit 121."))
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(try fixture.log(of: fixture.employer) == ["consent.read done"])
    }

    @Test func `is asked once before an answer without working time counts`() throws {
        let fixture = try ConsentFixture("member_sure", employerState: "active")
        let asked = try fixture.ask()
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver, name: "Mari Malli")
        let path = "/tyonantaja/consents/\(asked.id)/decision"
        let page = try fixture.house.post(
            path,
            ["consent": "yes", "support": "travel", "name": "Mari Malli"],
            as: mari
        )
        #expect(page.status == 422 && page.text.contains("name=\"sure\""))
        #expect(page.text.contains("Ilman sitä työntekijä ei voi saada paikkaa."))
        #expect(try fixture.requestState(asked) == "waiting")
        let done = try fixture.house.post(
            path,
            ["consent": "yes", "support": "travel", "name": "Mari Malli", "sure": "yes"],
            as: mari
        )
        #expect(done.status == 303)
        #expect(try fixture.requestState(asked) == "without-support")
    }

    @Test func `passes a request on and takes a consent back`() throws {
        let fixture = try ConsentFixture("member_acts", employerState: "active")
        let asked = try fixture.ask()
        let mari = try fixture.house.member(
            of: fixture.employer,
            .consentGiver,
            name: "Mari Esimerkki"
        )
        let passed = try fixture.house.post(
            "/tyonantaja/consents/\(asked.id)/delegation",
            ["colleague": "Petri Näyte", "address": "petri@yritys.example"],
            as: mari
        )
        #expect(passed.status == 303)
        let token = try fixture.token(to: "petri@yritys.example")
        _ = try LinkBrowser(fixture).answer(fixture, asked, name: "Petri Näyte", token: token)
        let withdrawn = try fixture.house.post(
            "/tyonantaja/consents/\(asked.id)/withdrawal",
            ["name": "Mari Esimerkki"],
            as: mari
        )
        #expect(withdrawn.status == 303)
        #expect(try fixture.askState(asked) == "withdrawn")
        let page = try fixture.house.get("/tyonantaja/consents/\(asked.id)", as: mari)
        #expect(page.text.contains("Osallistuminen on keskeytetty"))
        let text = page.text.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
        #expect(text.contains(/Mari Esimerkki( · \w{4})? perui työnantajan suostumuksen/))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `finds requests by state and page by page`() throws {
        let fixture = try ConsentFixture("member_list", employerState: "active")
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver)
        #expect(
            try fixture.house.get("/tyonantaja/consents", as: mari).text.contains("Pyyntöjä ei ole")
        )
        for number in 100..<155 { _ = try fixture.ask("Työntekijä Nro\(number)") }
        let expired = try fixture.ask("Eeva Vanha", expires: "-1 day")
        let cancelled = try fixture.ask("Kaino Peruja")
        try fixture.house.database.psql(
            "update consent_request set state = 'cancelled' where id = '\(cancelled.id)'"
        )
        let first = try fixture.house.get("/tyonantaja/consents", as: mari)
        #expect(first.text.contains("Eeva Vanha") && first.text.contains("Vanhentunut"))
        #expect(!first.text.contains("Kaino"))
        #expect(!first.text.contains("Nro100"))
        let older = first.text.split(separator: "\"").map(String.init).first {
            $0.contains("after=")
        }
        let second = try fixture.house.get(try #require(older), as: mari)
        #expect(second.text.contains("Nro100") && !second.text.contains("Nro154"))
        let filtered = try fixture.house.get("/tyonantaja/consents?state=expired", as: mari)
        #expect(filtered.text.contains("Eeva Vanha") && !filtered.text.contains("Nro"))
        #expect(
            try fixture.house.get("/tyonantaja/consents/\(expired.id)", as: mari).text.contains(
                "Aika vastata on ohi"
            )
        )
        let file = try fixture.house.get("/tyonantaja/consents/export.csv?state=expired", as: mari)
        #expect(file.text.contains("\"Eeva Vanha\"") && !file.text.contains("Nro"))
        let all = try fixture.house.get("/tyonantaja/consents/export.csv", as: mari).text
        #expect(all.contains("Nro100") && all.contains("Nro154") && !all.contains("Kaino"))
        #expect(try fixture.house.log(of: fixture.employer).last == "consent.exported done")
        let over = try fixture.house.get("/tyonantaja/consents/\(cancelled.id)", as: mari)
        #expect(over.text.contains("Asia ei ole enää vireillä") && !over.text.contains("Kaino"))
        let late = try fixture.house.post(
            "/tyonantaja/consents/\(expired.id)/decision",
            ["consent": "yes", "name": "M E"],
            as: mari
        )
        #expect(late.status == 409)
        for odd in ["?state=x", "?after=x", "?after=\(ID<ConsentFixture>())", "?state='--&after=1"]
        {
            #expect(try fixture.house.get("/tyonantaja/consents\(odd)", as: mari).status < 500)
        }
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `is the only one at the employer who sees requests`() throws {
        let fixture = try ConsentFixture("member_roles", employerState: "active")
        let asked = try fixture.ask()
        for role in [Role.coordinator, .auditor] {
            let member = try fixture.house.member(of: fixture.employer, role)
            for path in [
                "/consents", "/consents/export.csv", "/consents/\(asked.id)",
                "/consents/\(asked.id)/receipt",
            ] {
                #expect(try fixture.house.get("/tyonantaja\(path)", as: member).status == 403)
            }
            #expect(
                !(try fixture.house.get("/tyonantaja/today", as: member).text.contains("Liisa"))
            )
        }
    }

    @Test func `reads every page in all three languages`() throws {
        let fixture = try ConsentFixture("member_languages", employerState: "active")
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver)
        let open = try fixture.ask()
        let done = try fixture.ask("Pekka Malli")
        _ = try LinkBrowser(fixture).answer(fixture, done)
        for language in Language.allCases {
            for path in [
                "today", "consents", "consents/\(open.id)", "consents/\(done.id)",
                "consents/\(done.id)/receipt",
            ] {
                let page = try fixture.house.get(
                    "/tyonantaja/\(path)?language=\(language.rawValue)",
                    as: mari
                )
                #expect(page.status == 200)
                #expect(!page.text.contains("⟦"), "\(path) \(language)")
                #expect(!page.text.contains("{"), "\(path) \(language)")
            }
        }
    }
}
