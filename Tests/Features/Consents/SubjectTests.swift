import Base
import Letters
import Support
import Testing
import Wording

/// The mails of consent as they stand in a mailbox: what is asked and until when, and no two kinds alike.
@Suite struct `Subjects of the mails of consent` {
    /// What asks somebody to do something until a day.
    static let requests = [
        "mail.request.subject", "mail.request.reminder.subject", "mail.answer.delegation.subject",
    ]

    static let catalogue = Result { try Catalogue.load(folder: TestCluster.root + "/Web/wording") }

    @Test(arguments: Language.allCases)
    func `are different for every kind, and a request says its last day`(language: Language) throws
    {
        let catalogue = try Self.catalogue.get()
        let words = catalogue.words(language, at: .now)
        let keys = catalogue.keys(language).filter {
            $0.key.hasPrefix("mail.") && $0.key.hasSuffix(".subject")
        }
        #expect(keys.count >= 10)
        var kinds: [String: String] = [:]
        for (key, places) in keys {
            let subject = words.dynamic(
                key,
                [
                    "employee": "Liisa Malli", "provider": "TAKK", "course": "Vertaistoimija",
                    "day": "9.12.",
                ]
            )
            #expect(kinds.updateValue(key, forKey: subject) == nil, "\(key): \(subject)")
            let asks = key.hasPrefix("mail.request.") || Self.requests.contains(key)
            #expect(places.contains("day") == asks, "\(key): \(subject)")
            #expect(!subject.contains("⟦"), "\(key): \(subject)")
        }
        for key in Self.requests { #expect(kinds.values.contains(key)) }
    }

    @Test func `come to whoever is asked, reminded or passed a request with the day of its page`()
        throws
    {
        let fixture = try ConsentFixture("subjects")
        let asked = try fixture.ask()
        try fixture.house.database.psql(
            "update consent_request set expires_at = last_moment('2026-12-09') where id = '\(asked.id)'"
        )
        try fixture.house.deliver(
            ConsentReminderLetter(ask: try #require(ID(asked.id)), provider: "TAKK"),
            from: fixture.provider,
            to: fixture.employer
        )
        let browser = LinkBrowser(fixture)
        let fields = [
            ("token", try fixture.token(to: "mari@yritys.example")), ("step", "delegation"),
            ("colleague", "Pekka Pomo"), ("address", "pekka@yritys.example"),
        ]
        _ = try browser.post("/tyonantaja/answer/code", fields)
        _ = try browser.post(
            "/tyonantaja/answer/delegation",
            fields + [("code", try fixture.code())]
        )
        let subjects = try fixture.house.mails(of: fixture.employer).map(\.subject)
        for subject in [
            "Muistutus, Liisa Malli hakee koulutukseen: pyydämme vastaustanne 9.12. mennessä",
            "Sinulle siirretty pyyntö, TAKK: vastaathan 9.12. mennessä",
        ] { #expect(subjects.contains(subject), "\(subjects)") }
        #expect(Set(subjects).count == subjects.count)
    }
}
