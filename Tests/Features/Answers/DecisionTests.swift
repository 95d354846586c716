import Base
import Crypto
import HTTP
import Support
import Testing

@Suite(.serialized) struct `An answer by a link` {
    /// What is answered, and what it makes of the request.
    static let combinations: [(consent: String, support: [String], asks: [String], state: String)] =
        [
            ("yes", ["working-time"], ["working-time"], "given"),
            (
                "yes", ["working-time", "travel", "substitute"],
                ["working-time", "travel", "substitute", "contact"], "given"
            ),
            ("yes", [], ["working-time", "travel"], "without-support"),
            ("yes", ["travel"], ["working-time", "travel"], "without-support"),
            ("yes", [], ["travel"], "given"),
            ("yes", [], [], "given"),
            ("no", [], ["working-time"], "refused"),
            ("no", ["working-time", "travel"], ["working-time", "travel"], "refused"),
        ]

    @Test(arguments: combinations.indices)
    func `keeps consent and support apart`(index: Int) throws {
        let (consent, support, asks, state) = Self.combinations[index]
        let fixture = try ConsentFixture("consent_both_\(index)")
        let asked = try fixture.ask(asks: asks)
        let page = try LinkBrowser(fixture).answer(
            fixture,
            asked,
            consent: consent,
            support: support
        )
        #expect(page.status == 200)
        #expect(page.text.contains("Kuitti vastauksesta"))
        #expect(try fixture.requestState(asked) == state)
        #expect(try fixture.askState(asked) == state)
        let kept = try fixture.house.database.psql(
            "select consents, support_working_time, support_travel, support_substitute from consent_decision"
        )
        #expect(
            kept == [
                [consent == "yes" ? "t" : "f"]
                    + ["working-time", "travel", "substitute"].map {
                        consent == "yes" && support.contains($0) ? "t" : "f"
                    }
            ]
        )
        let atProvider = try fixture.house.database.psql(
            "select coalesce(support_working_time::text, '-'), coalesce(support_travel::text, '-'), coalesce(support_substitute::text, '-') from consent_ask"
        )
        #expect(
            atProvider == [
                ["working-time", "travel", "substitute"].map {
                    consent == "yes" && asks.contains($0) ? "\(support.contains($0))" : "-"
                }
            ]
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `is kept as evidence, exactly: text, language, time, strength, name, answers`()
        throws
    {
        let fixture = try ConsentFixture("consent_evidence")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(
            fixture,
            asked,
            support: ["working-time", "substitute"],
            contact: "Oili Ohjaaja",
            name: "Mari Esimerkki",
            language: "sv"
        )
        let row = try fixture.house.database.psql(
            """
            select d.kind, consents, support_working_time, support_travel, support_substitute, support_contact, typed_name, email,
                   d.text_version, text_language, d.text_sha256 = t.sha256, identity_strength, link_id is not null,
                   membership_id is null, decided_at > moment() - interval '1 minute'
              from consent_decision d join consent_text t on t.kind = 'employer' and t.version = 1 and t.language = 'sv'
            """
        )
        #expect(
            row == [
                [
                    "decision", "t", "t", "f", "t", "Oili Ohjaaja", "Mari Esimerkki",
                    "mari@yritys.example", "1", "sv", "t",
                    "link-code", "t", "t", "t",
                ]
            ]
        )
        let ask = try fixture.house.database.psql(
            """
            select a.decided_by, a.support_contact, a.decided_at = d.decided_at, r.decided_at = d.decided_at
              from consent_ask a, consent_decision d, consent_request r
            """
        )
        #expect(ask == [["Mari Esimerkki", "Oili Ohjaaja", "t", "t"]])
    }

    @Test(arguments: ["yes", "no"])
    func `reaches the applicant as a mail that does not tell it, and their own log`(consent: String)
        throws
    {
        let fixture = try ConsentFixture("consent_applicant_\(consent)")
        let asked = try fixture.ask()
        try fixture.house.database.psql(
            "update person set email = 'liisa@hakija.example', language = 'sv' where id = '\(asked.person)'"
        )
        _ = try LinkBrowser(fixture).answer(fixture, asked, consent: consent)
        let mails = try fixture.mails(of: fixture.provider)
        #expect(mails.map(\.to) == ["liisa@hakija.example"])
        #expect(mails.first?.subject == "Läget för din ansökan har ändrats: Vertaistoimija")
        let body = mails.first?.body ?? ""
        #expect(body.contains("/takk/applications/\(asked.application)"))
        #expect(!body.contains("{") && !body.contains("Mari") && !body.contains("Yritys"))
        #expect(
            try fixture.value(
                "select action from log.event_subject p join log.event e on e.tenant_id = p.tenant_id and e.id = p.event_id where p.person_id = '\(asked.person)' and e.tenant_id = '\(fixture.provider.id)'"
            ) == "consent.answer-received"
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `taken back pauses the place, and the provider's log says both about the person`()
        throws
    {
        let fixture = try ConsentFixture("consent_paused_log")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        _ = try browser.answer(fixture, asked)
        try fixture.enrol(asked)
        let before = try fixture.log(of: fixture.provider).count
        _ = try browser.withdraw(fixture, asked)
        #expect(
            try Array(fixture.log(of: fixture.provider).dropFirst(before)).sorted()
                == ["consent.withdrawn done", "enrolment.paused done"]
        )
        #expect(
            try fixture.value(
                "select count(*) from log.event_subject p join log.event e on e.tenant_id = p.tenant_id and e.id = p.event_id where p.person_id = '\(asked.person)' and e.action in ('consent.withdrawn', 'enrolment.paused')"
            ) == "2"
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `given to one version stays given to it when the text changes`() throws {
        let fixture = try ConsentFixture("consent_versions")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        let before = try fixture.house.database.psql(
            "select text_version, text_sha256 from consent_decision"
        )
        try fixture.house.database.psql(
            "insert into consent_text (kind, version, language, title, body) values ('employer', 2, 'fi', 'Uusi teksti', 'Aivan toinen.')"
        )
        let later = try LinkBrowser(fixture).post("/tyonantaja/answer", [("token", asked.token)])
        #expect(
            try fixture.house.database.psql(
                "select text_version, text_sha256 from consent_decision"
            )
                == before
        )
        #expect(later.text.contains("Versio 1, Suomi"))
        #expect(!later.text.contains("Aivan toinen"))
        #expect(throws: (any Error).self) {
            try fixture.house.database.psql(
                "set role vakka_app; update consent_decision set typed_name = 'x'"
            )
        }
    }

    @Test func `stands in both logs under the right names, and its letter at both ends`() throws {
        let fixture = try ConsentFixture("consent_logs")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked)
        #expect(
            try fixture.log(of: fixture.employer) == [
                "consent.code-sent done", "consent.opened done", "consent.given done",
                "receipt.read done",
            ]
        )
        #expect(
            try fixture.actors("consent.given", in: fixture.employer) == ["visitor Mari Esimerkki"]
        )
        #expect(try fixture.log(of: fixture.provider) == ["consent.answer-received done"])
        #expect(
            try fixture.actors("consent.answer-received", in: fixture.provider) == [
                "letter Yritys Oy"
            ]
        )
        let letters = try fixture.house.database.psql(
            "select direction, kind, reference::text, body ->> 'name' from letter where kind = 'consent.answer' order by direction"
        )
        #expect(
            letters == [
                ["in", "consent.answer", asked.id, "Mari Esimerkki"],
                ["out", "consent.answer", asked.id, "Mari Esimerkki"],
            ]
        )
        #expect(
            try fixture.value(
                "select count(distinct body) from letter where kind = 'consent.answer'"
            ) == "1"
        )
        let mails = try fixture.mails(of: fixture.employer)
        #expect(mails.map(\.to) == ["mari@yritys.example", "mari@yritys.example"])
        #expect(mails.last?.body.contains("/tyonantaja/answer#\(asked.token)") == true)
        #expect(try fixture.mails(of: fixture.provider).isEmpty)
    }

    @Test func `of no reaches the provider, kindly and without a reason`() throws {
        let fixture = try ConsentFixture("consent_refused")
        let asked = try fixture.ask()
        _ = try LinkBrowser(fixture).answer(fixture, asked, consent: "no", support: [])
        #expect(try fixture.askState(asked) == "refused")
        #expect(try fixture.log(of: fixture.employer).contains("consent.refused done"))
        #expect(throws: (any Error).self) { try fixture.enrol(asked) }
    }

    @Test func `opens a place on the course only together with working time`() throws {
        let fixture = try ConsentFixture("consent_place")
        let with = try fixture.ask("Liisa Malli")
        let without = try fixture.ask("Pekka Malli")
        _ = try LinkBrowser(fixture).answer(fixture, with)
        _ = try LinkBrowser(fixture).answer(fixture, without, support: [])
        try fixture.enrol(with)
        #expect(throws: (any Error).self) { try fixture.enrol(without) }
    }

    @Test func `sent twice is given once, and the second sending shows the receipt`() throws {
        let fixture = try ConsentFixture("consent_twice")
        let asked = try fixture.ask()
        let browser = LinkBrowser(fixture)
        _ = try browser.answer(fixture, asked)
        let again = try browser.post(
            "/tyonantaja/answer/decision",
            [
                ("token", asked.token), ("consent", "no"), ("name", "Mari Esimerkki"),
                ("code", "00000000"),
            ]
        )
        #expect(again.status == 409)
        #expect(again.text.contains("Kuitti vastauksesta"))
        #expect(again.text.contains("Nyt: Kyllä, annan suostumuksen"))
        #expect(try fixture.value("select count(*) from consent_decision") == "1")
        #expect(
            try fixture.value("select count(*) from letter where kind = 'consent.answer'") == "2"
        )
        #expect(try fixture.requestState(asked) == "given")
    }

    @Test func `to a provider that no longer waits is not kept at all`() throws {
        let fixture = try ConsentFixture("consent_gone")
        let asked = try fixture.ask()
        try fixture.house.database.psql(
            "update consent_ask set state = 'cancelled' where id = '\(asked.id)'"
        )
        let page = try LinkBrowser(fixture).answer(fixture, asked)
        #expect(page.status == 409)
        #expect(try fixture.value("select count(*) from consent_decision") == "0")
        #expect(
            try fixture.value("select count(*) from letter where kind = 'consent.answer'") == "0"
        )
        #expect(try fixture.requestState(asked) == "waiting")
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test
    func
        `from the organisation's own mail is known as such, once the organisation has claimed its space`()
        throws
    {
        for (index, (state, contact, expected)) in [
            ("active", "info@yritys.example", "company-domain"),
            ("active", "info@toinen.example", "link-code"),
            ("active", "", "link-code"), ("unclaimed", "info@yritys.example", "link-code"),
        ].enumerated() {
            let fixture = try ConsentFixture("consent_domain_\(index)", employerState: state)
            try fixture.house.database.psql(
                "update space set contact_email = '\(contact)' where slug = 'tyonantaja'"
            )
            let asked = try fixture.ask()
            _ = try LinkBrowser(fixture).answer(fixture, asked)
            #expect(try fixture.value("select identity_strength from consent_decision") == expected)
        }
    }
}
