import Base
import Foundation
import Support
import Testing

@Suite(.serialized) struct `A receipt` {
    static func json(_ page: Page) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(page.response.body)) as? [String: Any]
        )
    }

    @Test func `is the same file at both ends, in the shape of TS 27560`() throws {
        let fixture = try ConsentFixture("receipt_file", employerState: "active")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(
            fixture,
            asked,
            support: ["working-time"],
            contact: #"Oili "Ohjaaja" \ Ääkkönen"#
        )
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver)
        let kaisa = try fixture.house.member(of: fixture.provider, .coordinator)
        let byLink = try LinkBrowser(fixture).post(
            "/tyonantaja/answer/receipt.json",
            [("token", asked.token)]
        )
        let byMember = try fixture.house.get(
            "/tyonantaja/consents/\(asked.id)/receipt.json",
            as: mari
        )
        let byProvider = try fixture.house.get(
            "/takk/consent-asks/\(asked.id)/receipt.json",
            as: kaisa
        )
        #expect(byLink.response.fields.first("content-type") == "application/json")
        #expect(byLink.response.body == byMember.response.body)
        #expect(byLink.response.body == byProvider.response.body)
        let record = try Self.json(byLink)
        #expect(record["schema_version"] as? String == "ISO/IEC TS 27560:2023")
        #expect(
            record["record_id"] as? String == (try fixture.value("select id from consent_decision"))
        )
        #expect(record["pii_principal_id"] as? String == "Liisa Malli")
        let processing = try #require((record["pii_processing"] as? [[String: Any]])?.first)
        let notice = try #require(processing["privacy_notice"] as? [String: Any])
        #expect(
            notice["sha256"] as? String
                == (try fixture.value(
                    "select encode(sha256, 'hex') from consent_text where kind = 'employer' and version = 1 and language = 'fi'"
                ))
        )
        #expect(notice["version"] as? Int == 1 && notice["language"] as? String == "fi")
        let parties = try #require(record["party_identification"] as? [[String: Any]])
        #expect(
            parties.compactMap { $0["party_name"] as? String } == [
                "TAKK", "Yritys Oy", "Mari Esimerkki", "Liisa Malli",
            ]
        )
        let events = try #require(record["event"] as? [[String: Any]])
        #expect(events.count == 1)
        #expect(
            events[0]["event_state"] as? String == "given"
                && events[0]["identity_strength"] as? String == "link-code"
        )
        let answers = try #require(record["answers"] as? [String: Any])
        #expect(answers["consent"] as? Bool == true && answers["working_time"] as? Bool == true)
        #expect(answers["travel"] as? Bool == false)
        #expect(answers["contact_person"] as? String == #"Oili "Ohjaaja" \ Ääkkönen"#)
        #expect(!byLink.text.contains("@"))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `tells of the withdrawal too, at both ends`() throws {
        let fixture = try ConsentFixture("receipt_withdrawn", employerState: "active")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        let mari = try fixture.house.member(
            of: fixture.employer,
            .consentGiver,
            name: "Mari Esimerkki"
        )
        _ = try fixture.house.post(
            "/tyonantaja/consents/\(asked.id)/withdrawal",
            ["name": "Mari Esimerkki"],
            as: mari
        )
        let kaisa = try fixture.house.member(of: fixture.provider, .coordinator)
        let employers = try fixture.house.get(
            "/tyonantaja/consents/\(asked.id)/receipt.json",
            as: mari
        )
        let providers = try fixture.house.get(
            "/takk/consent-asks/\(asked.id)/receipt.json",
            as: kaisa
        )
        #expect(employers.response.body == providers.response.body)
        let events = try #require(try Self.json(providers)["event"] as? [[String: Any]])
        #expect(events.compactMap { $0["event_state"] as? String } == ["given", "withdrawn"])
        let page = try fixture.house.get("/takk/consent-asks/\(asked.id)/receipt", as: kaisa)
        #expect(page.text.contains("Suostumus peruttu"))
    }

    @Test func `at the provider is the coordinator's and the applicant's own`() throws {
        let fixture = try ConsentFixture("receipt_provider")
        let asked = try fixture.ask()
        let waiting = try fixture.ask("Pekka Malli")
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        let kaisa = try fixture.house.member(of: fixture.provider, .coordinator)
        let liisa = try fixture.house.member(
            of: fixture.provider,
            .expert,
            name: "Liisa Malli",
            person: asked.person
        )
        let pekka = try fixture.house.member(
            of: fixture.provider,
            .expert,
            name: "Pekka Malli",
            person: waiting.person
        )
        let trainer = try fixture.house.member(of: fixture.provider, .trainer)
        let path = "/takk/consent-asks/\(asked.id)/receipt"
        for guest in [kaisa, liisa] {
            let page = try fixture.house.get(path, as: guest)
            #expect(
                page.status == 200 && page.text.contains("Suostumus: kyllä")
                    && !page.text.contains("⟦")
            )
        }
        #expect(try fixture.house.get(path, as: pekka).status == 404)
        #expect(try fixture.house.get(path, as: trainer).status == 403)
        #expect(
            try fixture.house.get("/takk/consent-asks/\(waiting.id)/receipt", as: kaisa).status
                == 404
        )
        let subjects = try fixture.value(
            "select count(*) from log.event_subject where person_id = '\(asked.person)'"
        )
        #expect(subjects == "3")
    }

    @Test func `opens by the link again and again, and each look is in the log`() throws {
        let fixture = try ConsentFixture("receipt_looks")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        for _ in 0..<2 {
            let page = try LinkBrowser(fixture).post("/tyonantaja/answer", [("token", asked.token)])
            #expect(page.text.contains("class=\"receipt\"") && page.text.contains("print-button"))
        }
        #expect(
            try fixture.log(of: fixture.employer).suffix(2) == [
                "receipt.read done", "receipt.read done",
            ]
        )
    }
}
