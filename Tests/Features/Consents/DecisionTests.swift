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
        let matter = try Matter("consent_both_\(index)")
        let asked = try matter.ask(asks: asks)
        let page = try Browser(matter).answer(matter, asked, consent: consent, support: support)
        #expect(page.status == 200)
        #expect(page.text.contains("Kuitti vastauksesta"))
        #expect(try matter.requestState(asked) == state)
        #expect(try matter.askState(asked) == state)
        let kept = try matter.house.database.psql(
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
        let atProvider = try matter.house.database.psql(
            "select coalesce(support_working_time::text, '-'), coalesce(support_travel::text, '-'), coalesce(support_substitute::text, '-') from consent_ask"
        )
        #expect(
            atProvider == [
                ["working-time", "travel", "substitute"].map {
                    consent == "yes" && asks.contains($0) ? "\(support.contains($0))" : "-"
                }
            ]
        )
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `is kept as evidence, exactly: text, language, time, strength, name, answers`()
        throws
    {
        let matter = try Matter("consent_evidence")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(
            matter,
            asked,
            support: ["working-time", "substitute"],
            contact: "Oili Ohjaaja",
            name: "Mari Esimerkki",
            language: "sv"
        )
        let row = try matter.house.database.psql(
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
        let ask = try matter.house.database.psql(
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
        let matter = try Matter("consent_applicant_\(consent)")
        let asked = try matter.ask()
        try matter.house.database.psql(
            "update person set email = 'liisa@hakija.example', language = 'sv' where id = '\(asked.person)'"
        )
        _ = try Browser(matter).answer(matter, asked, consent: consent)
        let mails = try matter.mails(of: matter.provider)
        #expect(mails.map(\.to) == ["liisa@hakija.example"])
        #expect(mails.first?.subject == "Läget för din ansökan har ändrats: Vertaistoimija")
        let body = mails.first?.body ?? ""
        #expect(body.contains("/takk/applications/\(asked.application)"))
        #expect(!body.contains("{") && !body.contains("Mari") && !body.contains("Yritys"))
        #expect(
            try matter.value(
                "select action from log.event_subject p join log.event e on e.tenant_id = p.tenant_id and e.id = p.event_id where p.person_id = '\(asked.person)' and e.tenant_id = '\(matter.provider.id)'"
            ) == "consent.answer-received"
        )
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `taken back pauses the place, and the provider's log says both about the person`()
        throws
    {
        let matter = try Matter("consent_paused_log")
        let asked = try matter.ask()
        let browser = Browser(matter)
        _ = try browser.answer(matter, asked)
        try matter.enrol(asked)
        let before = try matter.log(of: matter.provider).count
        _ = try browser.withdraw(matter, asked)
        #expect(
            try Array(matter.log(of: matter.provider).dropFirst(before)).sorted()
                == ["consent.withdrawn done", "enrolment.paused done"]
        )
        #expect(
            try matter.value(
                "select count(*) from log.event_subject p join log.event e on e.tenant_id = p.tenant_id and e.id = p.event_id where p.person_id = '\(asked.person)' and e.action in ('consent.withdrawn', 'enrolment.paused')"
            ) == "2"
        )
        #expect(matter.house.faults.all.isEmpty)
    }

    @Test func `given to one version stays given to it when the text changes`() throws {
        let matter = try Matter("consent_versions")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(matter, asked)
        let before = try matter.house.database.psql(
            "select text_version, text_sha256 from consent_decision"
        )
        try matter.house.database.psql(
            "insert into consent_text (kind, version, language, title, body) values ('employer', 2, 'fi', 'Uusi teksti', 'Aivan toinen.')"
        )
        let later = try Browser(matter).post("/tyonantaja/answer", [("token", asked.token)])
        #expect(
            try matter.house.database.psql("select text_version, text_sha256 from consent_decision")
                == before
        )
        #expect(later.text.contains("Versio 1, Suomi"))
        #expect(!later.text.contains("Aivan toinen"))
        #expect(throws: (any Error).self) {
            try matter.house.database.psql(
                "set role vakka_app; update consent_decision set typed_name = 'x'"
            )
        }
    }

    @Test func `stands in both logs under the right names, and its letter at both ends`() throws {
        let matter = try Matter("consent_logs")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(matter, asked)
        #expect(
            try matter.log(of: matter.employer) == [
                "consent.code-sent done", "consent.opened done", "consent.given done",
                "receipt.read done",
            ]
        )
        #expect(
            try matter.actors("consent.given", in: matter.employer) == ["visitor Mari Esimerkki"]
        )
        #expect(try matter.log(of: matter.provider) == ["consent.answer-received done"])
        #expect(
            try matter.actors("consent.answer-received", in: matter.provider) == [
                "letter Yritys Oy"
            ]
        )
        let letters = try matter.house.database.psql(
            "select direction, kind, reference::text, body ->> 'name' from letter where kind = 'consent.answer' order by direction"
        )
        #expect(
            letters == [
                ["in", "consent.answer", asked.id, "Mari Esimerkki"],
                ["out", "consent.answer", asked.id, "Mari Esimerkki"],
            ]
        )
        #expect(
            try matter.value(
                "select count(distinct body) from letter where kind = 'consent.answer'"
            ) == "1"
        )
        let mails = try matter.mails(of: matter.employer)
        #expect(mails.map(\.to) == ["mari@yritys.example", "mari@yritys.example"])
        #expect(mails.last?.body.contains("/tyonantaja/answer#\(asked.token)") == true)
        #expect(try matter.mails(of: matter.provider).isEmpty)
    }

    @Test func `of no reaches the provider, kindly and without a reason`() throws {
        let matter = try Matter("consent_refused")
        let asked = try matter.ask()
        _ = try Browser(matter).answer(matter, asked, consent: "no", support: [])
        #expect(try matter.askState(asked) == "refused")
        #expect(try matter.log(of: matter.employer).contains("consent.refused done"))
        #expect(throws: (any Error).self) { try matter.enrol(asked) }
    }

    @Test func `opens a place on the course only together with working time`() throws {
        let matter = try Matter("consent_place")
        let with = try matter.ask("Liisa Malli")
        let without = try matter.ask("Pekka Malli")
        _ = try Browser(matter).answer(matter, with)
        _ = try Browser(matter).answer(matter, without, support: [])
        try matter.enrol(with)
        #expect(throws: (any Error).self) { try matter.enrol(without) }
    }

    @Test func `sent twice is given once, and the second sending shows the receipt`() throws {
        let matter = try Matter("consent_twice")
        let asked = try matter.ask()
        let browser = Browser(matter)
        _ = try browser.answer(matter, asked)
        let again = try browser.post(
            "/tyonantaja/answer/decision",
            [
                ("token", asked.token), ("consent", "no"), ("name", "Mari Esimerkki"),
                ("code", "00000000"),
            ]
        )
        #expect(again.status == 200)
        #expect(again.text.contains("Kuitti vastauksesta"))
        #expect(try matter.value("select count(*) from consent_decision") == "1")
        #expect(
            try matter.value("select count(*) from letter where kind = 'consent.answer'") == "2"
        )
        #expect(try matter.requestState(asked) == "given")
    }

    @Test func `to a provider that no longer waits is not kept at all`() throws {
        let matter = try Matter("consent_gone")
        let asked = try matter.ask()
        try matter.house.database.psql(
            "update consent_ask set state = 'cancelled' where id = '\(asked.id)'"
        )
        let page = try Browser(matter).answer(matter, asked)
        #expect(page.status == 409)
        #expect(try matter.value("select count(*) from consent_decision") == "0")
        #expect(
            try matter.value("select count(*) from letter where kind = 'consent.answer'") == "0"
        )
        #expect(try matter.requestState(asked) == "waiting")
        #expect(matter.house.faults.all.isEmpty)
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
            let matter = try Matter("consent_domain_\(index)", employerState: state)
            try matter.house.database.psql(
                "update space set contact_email = '\(contact)' where slug = 'tyonantaja'"
            )
            let asked = try matter.ask()
            _ = try Browser(matter).answer(matter, asked)
            #expect(try matter.value("select identity_strength from consent_decision") == expected)
        }
    }
}
