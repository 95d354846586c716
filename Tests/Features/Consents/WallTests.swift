import Base
import Foundation
import Support
import Testing

@Suite(.serialized) struct `Two employers in one course` {
    @Test func `see each their own people's requests alone`() throws {
        let matter = try Matter("wall_employers", employerState: "active")
        let other = try matter.house.space("toinen", .employer)
        let own = try matter.ask("Liisa Malli")
        let foreign = try matter.ask("Paavo Toinen", at: other)
        let mari = try matter.house.member(of: matter.employer, .consentGiver)
        _ = try Browser(matter).answer(matter, foreign)
        let list = try matter.house.get("/tyonantaja/consents", as: mari)
        #expect(list.text.contains("Liisa Malli") && !list.text.contains("Paavo"))
        #expect(try matter.house.get("/tyonantaja/consents/\(own.id)", as: mari).status == 200)
        for path in ["", "/receipt", "/receipt.json"] {
            let page = try matter.house.get("/tyonantaja/consents/\(foreign.id)\(path)", as: mari)
            #expect(page.status == 404 && !page.text.contains("Paavo"))
            #expect(
                try matter.house.get("/toinen/consents/\(foreign.id)\(path)", as: mari).status
                    == 404
            )
        }
        for act in ["decision", "delegation", "withdrawal"] {
            let page = try matter.house.post(
                "/tyonantaja/consents/\(foreign.id)/\(act)",
                ["consent": "no", "name": "x"],
                as: mari
            )
            #expect(page.status == 404)
        }
        #expect(try matter.requestState(foreign) == "given")
    }

    @Test func `and their provider cannot read each other's tables, whatever a statement asks`()
        throws
    {
        let matter = try Matter("wall_tables")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(matter, asked)
        for (space, hidden) in [
            (
                matter.provider,
                ["consent_request", "consent_link", "consent_decision", "consent_code"]
            ),
            (
                matter.employer,
                ["consent_ask", "release", "application", "person", "course", "enrolment"]
            ),
        ] {
            for table in hidden {
                let rows = try matter.house.database.psql(
                    "begin; set local role vakka_app; set local app.tenant = '\(space.id)'; select count(*) from \(table)"
                )
                #expect(rows == [["0"]], "\(table)")
            }
        }
    }
}

@Suite(.serialized) struct `A receipt` {
    static func json(_ page: Page) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(page.response.body)) as? [String: Any]
        )
    }

    @Test func `is the same file at both ends, in the shape of TS 27560`() throws {
        let matter = try Matter("receipt_file", employerState: "active")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(
            matter,
            asked,
            support: ["working-time"],
            contact: #"Oili "Ohjaaja" \ Ääkkönen"#
        )
        let mari = try matter.house.member(of: matter.employer, .consentGiver)
        let kaisa = try matter.house.member(of: matter.provider, .coordinator)
        let byLink = try Browser(matter).post(
            "/tyonantaja/answer/receipt.json",
            [("token", asked.token)]
        )
        let byMember = try matter.house.get(
            "/tyonantaja/consents/\(asked.id)/receipt.json",
            as: mari
        )
        let byProvider = try matter.house.get(
            "/takk/consent-asks/\(asked.id)/receipt.json",
            as: kaisa
        )
        #expect(byLink.response.fields.first("content-type") == "application/json")
        #expect(byLink.response.body == byMember.response.body)
        #expect(byLink.response.body == byProvider.response.body)
        let record = try Self.json(byLink)
        #expect(record["schema_version"] as? String == "ISO/IEC TS 27560:2023")
        #expect(
            record["record_id"] as? String == (try matter.value("select id from consent_decision"))
        )
        #expect(record["pii_principal_id"] as? String == "Liisa Malli")
        let processing = try #require((record["pii_processing"] as? [[String: Any]])?.first)
        let notice = try #require(processing["privacy_notice"] as? [String: Any])
        #expect(
            notice["sha256"] as? String
                == (try matter.value(
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
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `tells of the withdrawal too, at both ends`() throws {
        let matter = try Matter("receipt_withdrawn", employerState: "active")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(matter, asked)
        let mari = try matter.house.member(
            of: matter.employer,
            .consentGiver,
            name: "Mari Esimerkki"
        )
        _ = try matter.house.post(
            "/tyonantaja/consents/\(asked.id)/withdrawal",
            ["name": "Mari Esimerkki"],
            as: mari
        )
        let kaisa = try matter.house.member(of: matter.provider, .coordinator)
        let employers = try matter.house.get(
            "/tyonantaja/consents/\(asked.id)/receipt.json",
            as: mari
        )
        let providers = try matter.house.get(
            "/takk/consent-asks/\(asked.id)/receipt.json",
            as: kaisa
        )
        #expect(employers.response.body == providers.response.body)
        let events = try #require(try Self.json(providers)["event"] as? [[String: Any]])
        #expect(events.compactMap { $0["event_state"] as? String } == ["given", "withdrawn"])
        let page = try matter.house.get("/takk/consent-asks/\(asked.id)/receipt", as: kaisa)
        #expect(page.text.contains("Suostumus peruttu"))
    }

    @Test func `at the provider is the coordinator's and the applicant's own`() throws {
        let matter = try Matter("receipt_provider")
        let asked = try matter.ask()
        let waiting = try matter.ask("Pekka Malli")
        _ = try Browser(matter).answer(matter, asked)
        let kaisa = try matter.house.member(of: matter.provider, .coordinator)
        let liisa = try matter.house.member(
            of: matter.provider,
            .expert,
            name: "Liisa Malli",
            person: asked.person
        )
        let pekka = try matter.house.member(
            of: matter.provider,
            .expert,
            name: "Pekka Malli",
            person: waiting.person
        )
        let trainer = try matter.house.member(of: matter.provider, .trainer)
        let path = "/takk/consent-asks/\(asked.id)/receipt"
        for guest in [kaisa, liisa] {
            let page = try matter.house.get(path, as: guest)
            #expect(
                page.status == 200 && page.text.contains("Suostumus: kyllä")
                    && !page.text.contains("⟦")
            )
        }
        #expect(try matter.house.get(path, as: pekka).status == 404)
        #expect(try matter.house.get(path, as: trainer).status == 403)
        #expect(
            try matter.house.get("/takk/consent-asks/\(waiting.id)/receipt", as: kaisa).status
                == 404
        )
        let subjects = try matter.value(
            "select count(*) from log.event_subject where person_id = '\(asked.person)'"
        )
        #expect(subjects == "3")
    }

    @Test func `opens by the link again and again, and each look is in the log`() throws {
        let matter = try Matter("receipt_looks")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(matter, asked)
        for _ in 0..<2 {
            let page = try Browser(matter).post("/tyonantaja/answer", [("token", asked.token)])
            #expect(page.text.contains("class=\"receipt\"") && page.text.contains("print-button"))
        }
        #expect(
            try matter.log(of: matter.employer).suffix(2) == [
                "receipt.read done", "receipt.read done",
            ]
        )
    }
}

@Suite(.serialized) struct `What strangers type` {
    static let hostile = [
        "<script>alert(1)</script>", "'; drop table consent_request; --", "\u{202E}ikre",
        String(repeating: "x", count: 5000),
        "a\u{0}b", "a\r\nBcc: x@y.example", "{name}", "⟦", "\"", "%s%n", "   ",
    ]

    @Test func `breaks nothing, is told kindly, and comes back as it was`() throws {
        let matter = try Matter("input_hostile")
        let asked = try matter.ask()
        for (index, text) in Self.hostile.enumerated() {
            let browser = Browser(matter, peer: "192.0.2.\(index)")
            for path in [
                "", "/code", "/decision", "/delegation", "/withdrawal", "/receipt", "/receipt.json",
            ] {
                let page = try browser.post(
                    "/tyonantaja/answer\(path)",
                    [
                        ("token", asked.token), ("step", "delegation"), ("consent", text),
                        ("support", text), ("contact", text),
                        ("name", text), ("colleague", text), ("address", text), ("code", text),
                        ("shown", text),
                    ]
                )
                #expect(page.status < 500, "\(path) \(text.prefix(20))")
                #expect(!page.text.contains("<script>alert"))
                let odd = try browser.post(
                    "/tyonantaja/answer\(path)",
                    [("token", text), ("step", text)]
                )
                #expect([400, 404, 429].contains(odd.status), "\(path) \(text.prefix(20))")
            }
        }
        #expect(try matter.requestState(asked) == "waiting")
        #expect(matter.house.faults.all.isEmpty, "\(matter.house.faults.all)")
    }

    @Test func `over-long names and missing answers are said field by field`() throws {
        let matter = try Matter("input_long")
        let asked = try matter.ask()
        let long = String(repeating: "ö", count: 121)
        let page = try Browser(matter).post(
            "/tyonantaja/answer/code",
            [("token", asked.token), ("support", "travel"), ("contact", long), ("name", "")]
        )
        #expect(page.status == 422)
        for part in [
            "href=\"#consent\"", "href=\"#contact\"", "href=\"#name\"", "value=\"travel\" checked",
            long,
        ] {
            #expect(page.text.contains(part), "\(part.prefix(30))")
        }
        #expect(page.field("token") == asked.token)
        #expect(try matter.mails(of: matter.employer).isEmpty)
    }

    @Test func `in a name stays a name in pages, mails and letters`() throws {
        let matter = try Matter("input_name")
        let asked = try matter.ask()
        let name = #"Mari <b>"{provider}" & 'Ö'"#
        let page = try Browser(matter).answer(matter, asked, contact: name, name: name)
        #expect(page.text.contains("Mari &lt;b&gt;"))
        #expect(!page.text.contains("<b>"))
        #expect(
            try matter.value(
                "select body ->> 'name' from letter where kind = 'consent.answer' limit 1"
            ) == name
        )
        #expect(try matter.mails(of: matter.employer).last?.body.contains(name) == true)
        let kaisa = try matter.house.member(of: matter.provider, .coordinator)
        #expect(
            try matter.house.get("/takk/consent-asks/\(asked.id)/receipt", as: kaisa).text.contains(
                "Mari &lt;b&gt;"
            )
        )
    }

    @Test func `that was not asked for is not kept`() throws {
        let matter = try Matter("input_unasked")
        let asked = try matter.ask(asks: ["working-time"])
        _ = try Browser(matter).answer(
            matter,
            asked,
            support: ["working-time", "travel"],
            contact: "Oili"
        )
        #expect(
            try matter.house.database.psql(
                "select support_travel, support_contact from consent_decision"
            ) == [["f", ""]]
        )
    }
}
