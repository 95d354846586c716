import Access
import Base
import Foundation
import Support
import Testing
import Wording

/// What a person may learn of who has looked at their data.
struct OwnLogTests {
    @Test func `everybody in the register sees when, what and by which role, and no names`() throws
    {
        let house = try TestHouse("own_log")
        let takk = try house.space("takk", .provider)
        let liisa = try house.person(in: takk, "Liisa", "Malli")
        let guest = try house.member(of: takk, .expert, name: "Liisa Malli", person: liisa)
        let world = try LogWorld("own", in: house, slug: "pksotu")
        func add(
            _ action: String,
            _ kind: String,
            _ role: String,
            _ account: ID<Account>?,
            _ purpose: String? = nil
        ) throws {
            try LogWorld.add(
                to: takk,
                in: house,
                action,
                kind: kind,
                role: role,
                actor: "Kaisa Salainen",
                account: account,
                label: "Joku Toinen",
                purpose: purpose,
                subjects: [liisa]
            )
        }
        try add("person.listed", "read", "coordinator", ID())
        try add("note.revealed", "read", "trainer", ID(), "Ohjausajan varaaminen")
        try add("person.changed", "write", "coordinator", ID())
        try add("person.exported", "export", "coordinator", ID())
        try add("application.read", "read", "expert", guest.account)
        try world.add("person.read", kind: "read", subjects: [world.liisa])
        try house.database.psql(
            "update space set contact_email = 'tietosuoja@takk.example' where slug = 'takk'"
        )
        let text = try house.get("/takk/own-log", as: guest).text
        for part in [
            "Nimi ja perustiedot luettelossa", "Muistiinpanot", "Ohjausajan varaaminen",
            "Viety tiedostoon", "Muutettu",
            "sinä itse", "Tila takk, koordinaattori", "Tila takk, kouluttaja",
            "tietosuoja@takk.example",
        ] {
            let isThere = text.contains(part)
            #expect(isThere, "\(part)")
        }
        for part in ["Salainen", "Joku Toinen", "pksotu"] {
            let isThere = text.contains(part)
            #expect(!isThere, "\(part)")
        }
        #expect(try house.log(of: takk).last == "log.own-read done")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `everybody reads the same purpose of the same event, in each language`() throws {
        let house = try TestHouse("own_purposes")
        let takk = try house.space("takk", .provider)
        let liisa = try house.person(in: takk, "Liisa", "Malli")
        let guest = try house.member(of: takk, .expert, person: liisa)
        let kaisa = try house.member(of: takk, .coordinator)
        let auditor = try house.member(of: takk, .auditor)
        func add(_ action: String, _ kind: String, _ purpose: String? = nil) throws -> ID<Event> {
            try LogWorld.add(
                to: takk,
                in: house,
                action,
                kind: kind,
                purpose: purpose,
                subjects: [liisa]
            )
        }
        // From before the codes, typed, and as the product writes it today.
        let old = try add("enrolment.made", "write")
        let typed = try add("note.revealed", "read", "Ohjausajan varaaminen")
        #expect(try house.get("/takk/people/\(liisa)", as: kaisa).status == 200)
        let new = try house.value("select id from log.event where action = 'person.read'")
        let stored = try house.value(
            "select body from log.event_part where event_id = '\(new)' and part = 'detail'"
        )
        #expect(stored.contains(#""purpose":"register-care""#), "\(stored)")
        let catalogue = try Catalogue.load(folder: TestCluster.root + "/Web/wording")
        for language in Language.allCases {
            let words = catalogue.words(language, at: Clock.real.now)
            let ask = "language=\(language.rawValue)"
            let event = [
                "\(old)": words("log.purpose.course-care"), "\(typed)": "Ohjausajan varaaminen",
                new: words("log.purpose.register-care"),
            ]
            for (id, purpose) in event {
                let page = try house.get("/takk/log/\(id)?\(ask)", as: auditor).text
                #expect(page.contains("<dd>\(purpose)</dd>"), "\(language) \(id)")
            }
            let pages = [
                try house.get("/takk/own-log?\(ask)", as: guest).text,
                try house.get("/takk/log?person=\(liisa)&\(ask)", as: auditor).text,
                try house.get("/takk/log/export.csv?person=\(liisa)&\(ask)", as: auditor).text,
                try house.get("/takk/log/export.jsonl?person=\(liisa)&\(ask)", as: auditor).text,
                try house.get("/takk/log/extract?person=\(liisa)&\(ask)", as: auditor).text,
            ]
            for (number, page) in pages.enumerated() {
                for purpose in event.values {
                    #expect(page.contains(purpose), "\(language) \(number): \(purpose)")
                }
            }
            let history = try house.get("/takk/people/\(liisa)?\(ask)", as: kaisa).text
            #expect(history.contains(" · \(words("log.purpose.course-care"))"))
        }
        let found = try house.get("/takk/log?purpose=course-care", as: auditor).text
        #expect(found.contains("/log/\(old)") && !found.contains("/log/\(new)"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `older looks stand on the next pages, and a place that is none is the start`() throws
    {
        let house = try TestHouse("own_pages")
        let takk = try house.space("takk", .provider)
        let liisa = try house.person(in: takk, "Liisa", "Malli")
        let guest = try house.member(of: takk, .expert, person: liisa)
        for number in 0..<(Limits.pageRows + 5) {
            try LogWorld.add(
                to: takk,
                in: house,
                "note.revealed",
                kind: "read",
                role: "trainer",
                purpose: "Syy \(number)",
                subjects: [liisa]
            )
        }
        func place(_ name: String, _ text: String) throws -> String {
            let parts = text.components(separatedBy: "href=\"/takk/own-log?\(name)=")
            return String(try #require(parts.dropFirst().first).prefix(36))
        }
        func purposes(_ text: String) -> [String] {
            text.matches(of: /Syy \d+/).map { String($0.output) }
        }
        let first = try house.get("/takk/own-log", as: guest).text
        let after = try place("after", first)
        let second = try house.get("/takk/own-log?after=\(after)", as: guest).text
        #expect(purposes(first).count == Limits.pageRows)
        #expect(Set(purposes(first) + purposes(second)).count == Limits.pageRows + 5)
        let before = try place("before", second)
        let back = try house.get("/takk/own-log?before=\(before)", as: guest).text
        #expect(purposes(back) == purposes(first))
        for place in ["after=x", "before=1795266250123~\(ID<Event>())", "after=\(ID<Person>())"] {
            let page = try house.get("/takk/own-log?\(place)", as: guest)
            #expect(page.status == 200 && page.text.contains("Syy \(Limits.pageRows + 4)"))
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `another's looks are not one's own`() throws {
        let world = try LogWorld("own_other")
        // The auditor of this world is Onni; all looks so far were at Liisa.
        let text = try world.ask("/own-log").text
        #expect(text.contains("Kukaan ei ole vielä katsonut tietojasi.") == true)
    }

    @Test func `who is not in the register is told so, and the rail has no link`() throws {
        let house = try TestHouse("own_none")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let page = try house.get("/takk/own-log", as: kaisa)
        #expect(page.status == 200)
        #expect(page.text.contains("Sinua ei ole tämän tilan henkilörekisterissä.") == true)
        #expect(page.text.contains("href=\"/takk/own-log\"") == false)
        #expect(page.text.contains("href=\"/takk/log\"") == false)
        #expect(try house.log(of: takk) == ["log.own-read done"])
    }

    @Test
    func `whom a request is about sees at the employer who has looked at it, and nobody else does`()
        throws
    {
        let house = try TestHouse("own_request")
        let takk = try house.space("takk", .provider)
        let employer = try house.space("tyonantaja", .employer)
        let mari = try house.member(of: employer, .consentGiver, name: "Mari Salainen")
        let address = "liisa@yritys.example"
        let liisa = try house.member(of: employer, .coordinator, email: address)
        let other = try house.member(of: employer, .coordinator)
        let asks = [ID<Person>(), ID<Person>()]
        for (ask, applicant) in zip(asks, [address, "onni@yritys.example"]) {
            try house.deliver(requestLetter(ask.text), from: takk, to: employer)
            try house.database.psql(
                """
                update consent_request set applicant_mark = address_mark(id::text, '\(applicant)') where id = '\(ask)'
                """
            )
        }
        #expect(try house.get("/tyonantaja/consents/\(asks[1])", as: mari).status == 200)
        let before = try house.get("/tyonantaja/own-log", as: liisa).text
        #expect(!before.contains("Tila tyonantaja, suostumuksen antaja"))
        #expect(try house.get("/tyonantaja/consents/\(asks[0])", as: mari).status == 200)
        let own = try house.get("/tyonantaja/own-log", as: liisa).text
        #expect(own.contains("Tila tyonantaja, suostumuksen antaja"))
        #expect(own.contains("Työnantajan suostumus"))
        #expect(own.contains("href=\"/tyonantaja/own-log\""))
        #expect(!own.contains("Salainen"))
        let none = try house.get("/tyonantaja/own-log", as: other).text
        #expect(none.contains("Tässä tilassa ei ole sinua koskevaa pyyntöä."))
        #expect(try house.database.psql("select id from person").isEmpty)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `an extract for a person has times, purposes and roles, and no names of readers`()
        throws
    {
        let world = try LogWorld("extract")
        try world.add(
            "note.revealed",
            kind: "read",
            role: "trainer",
            actor: "Eero Salainen",
            purpose: "Ohjausajan varaaminen",
            subjects: [world.liisa]
        )
        try world.add(
            "person.read",
            kind: "read",
            role: "coordinator",
            actor: "Kaisa Salainen",
            subjects: [world.onni]
        )
        let text = try world.ask("/log/extract?person=\(world.liisa)").text
        for part in ["Liisa Malli", "Ohjausajan varaaminen", "Tila takk, kouluttaja", "Ote tehty"] {
            let isThere = text.contains(part)
            #expect(isThere, "\(part)")
        }
        #expect(text.contains("Salainen") == false)
        #expect(text.contains("Onni") == false)
        #expect(try world.house.log(of: world.space).last == "log.exported done")
        #expect(try world.ask("/log/extract").status == 400)
        #expect(try world.ask("/log/extract?person=x").status == 400)
    }
}
