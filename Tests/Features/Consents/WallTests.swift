import Base
import Support
import Testing

@Suite(.serialized) struct `Two employers in one course` {
    @Test func `see each their own people's requests alone`() throws {
        let fixture = try ConsentFixture("wall_employers", employerState: "active")
        let other = try fixture.house.space("toinen", .employer)
        let own = try fixture.ask("Liisa Malli")
        let foreign = try fixture.ask("Paavo Toinen", at: other)
        let mari = try fixture.house.member(of: fixture.employer, .consentGiver)
        _ = try LinkBrowser(fixture).answer(fixture, foreign)
        let list = try fixture.house.get("/tyonantaja/consents", as: mari)
        #expect(list.text.contains("Liisa Malli") && !list.text.contains("Paavo"))
        #expect(try fixture.house.get("/tyonantaja/consents/\(own.id)", as: mari).status == 200)
        for path in ["", "/receipt", "/receipt.json"] {
            let page = try fixture.house.get("/tyonantaja/consents/\(foreign.id)\(path)", as: mari)
            #expect(page.status == 404 && !page.text.contains("Paavo"))
            #expect(
                try fixture.house.get("/toinen/consents/\(foreign.id)\(path)", as: mari).status
                    == 404
            )
        }
        for act in ["decision", "delegation", "withdrawal"] {
            let page = try fixture.house.post(
                "/tyonantaja/consents/\(foreign.id)/\(act)",
                ["consent": "no", "name": "x"],
                as: mari
            )
            #expect(page.status == 404)
        }
        #expect(try fixture.requestState(foreign) == "given")
    }

    @Test func `and their provider cannot read each other's tables, whatever a statement asks`()
        throws
    {
        let fixture = try ConsentFixture("wall_tables")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        for (space, hidden) in [
            (
                fixture.provider,
                ["consent_request", "consent_link", "consent_decision", "consent_code"]
            ),
            (
                fixture.employer,
                ["consent_ask", "release", "application", "person", "course", "enrolment"]
            ),
        ] {
            for table in hidden {
                let rows = try fixture.house.database.psql(
                    "begin; set local role vakka_app; set local app.tenant = '\(space.id)'; select count(*) from \(table)"
                )
                #expect(rows == [["0"]], "\(table)")
            }
        }
    }
}

@Suite(.serialized) struct `What strangers type` {
    static let hostile = [
        "<script>alert(1)</script>", "'; drop table consent_request; --", "\u{202E}ikre",
        String(repeating: "x", count: 5000),
        "a\u{0}b", "a\r\nBcc: x@y.example", "{name}", "⟦", "\"", "%s%n", "   ",
    ]

    @Test func `breaks nothing, is told kindly, and comes back as it was`() throws {
        let fixture = try ConsentFixture("input_hostile")
        let asked = try fixture.ask()
        for (index, text) in Self.hostile.enumerated() {
            let browser = LinkBrowser(fixture, peer: "192.0.2.\(index)")
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
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `over-long names and missing answers are said field by field`() throws {
        let fixture = try ConsentFixture("input_long")
        let asked = try fixture.ask()
        let long = String(repeating: "ö", count: 121)
        let page = try LinkBrowser(fixture).post(
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
        #expect(try fixture.mails(of: fixture.employer).isEmpty)
    }

    @Test func `in a name stays a name in pages, mails and letters`() throws {
        let fixture = try ConsentFixture("input_name")
        let asked = try fixture.ask()
        let name = #"Mari <b>"{provider}" & 'Ö'"#
        let page = try LinkBrowser(fixture).answer(fixture, asked, contact: name, name: name)
        #expect(page.text.contains("Mari &lt;b&gt;"))
        #expect(!page.text.contains("<b>"))
        #expect(
            try fixture.value(
                "select body ->> 'name' from letter where kind = 'consent.answer' limit 1"
            ) == name
        )
        #expect(try fixture.mails(of: fixture.employer).last?.body.contains(name) == true)
        let kaisa = try fixture.house.member(of: fixture.provider, .coordinator)
        #expect(
            try fixture.house.get("/takk/consent-asks/\(asked.id)/receipt", as: kaisa).text
                .contains(
                    "Mari &lt;b&gt;"
                )
        )
    }

    @Test func `that was not asked for is not kept`() throws {
        let fixture = try ConsentFixture("input_unasked")
        let asked = try fixture.ask(asks: ["working-time"])
        _ = try LinkBrowser(fixture).answer(
            fixture,
            asked,
            support: ["working-time", "travel"],
            contact: "Oili"
        )
        #expect(
            try fixture.house.database.psql(
                "select support_travel, support_contact from consent_decision"
            ) == [["f", ""]]
        )
    }
}
