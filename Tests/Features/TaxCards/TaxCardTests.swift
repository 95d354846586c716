import Access
import Base
import HTTP
import Support
import Testing

/// That an expert's tax card has come.
@Suite struct `A tax card` {
    private let house: TestHouse
    private let association: TestSpace
    private let kerttu: Guest
    private let onni: Guest
    private let me: ID<Person>
    private let aino: ID<Person>

    init() throws {
        house = try TestHouse("tax_cards")
        association = try house.space("yhdistys", .association)
        kerttu = try house.member(of: association, .coordinator)
        me = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        aino = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        onni = try house.member(of: association, .expert, person: me)
    }

    private var path: String { "/yhdistys/people/\(me)/tax-card" }
    private var today: String { get throws { try house.value("select today()") } }
    private var year: Int {
        get throws { Int(try house.value("select extract(year from today())")) ?? 0 }
    }

    private func refused(_ sql: String, as guest: Guest?) -> String {
        refusal(house, in: association, as: guest, sql) ?? ""
    }

    private func rows() throws -> String { try house.value("select count(*) from tax_card") }

    @Test func `is marked as received by a coordinator, once a year, and taken back`() throws {
        let (today, year) = (try today, try year)
        let person = "/yhdistys/people/\(me)"
        #expect(try house.get(person, as: kerttu).text.contains(path))
        let form: KeyValuePairs = ["year": "\(year)", "received_on": today]
        #expect(try house.post(path, form, as: kerttu).status == 303)
        #expect(
            try house.get(person, as: kerttu).text.contains("Vuoden \(year) verokortti on saatu")
        )
        // The person sees it, and no way to change it.
        let own = try house.get(person, as: onni).text
        #expect(own.contains("Vuoden \(year) verokortti on saatu") && !own.contains(path))
        #expect(try house.get(path, as: onni).status == 403)
        let twice = try house.post(path, form, as: kerttu)
        #expect(twice.status == 409 && twice.text.contains("jo merkitty saaduksi"))
        let tomorrow = try house.value("select today() + 1")
        for wrong in [
            ["year": "\(year - 1)", "received_on": today],
            ["year": "\(year + 2)", "received_on": today], ["year": "x", "received_on": today],
            ["year": "\(year + 1)", "received_on": ""],
            ["year": "\(year + 1)", "received_on": tomorrow],
        ] as [KeyValuePairs<String, String>] {
            #expect(try house.post(path, wrong, as: kerttu).status == 422, "\(wrong)")
        }
        #expect(try rows() == "1")
        let id = try house.value("select id from tax_card")
        #expect(try house.post("/yhdistys/tax-cards/\(id)/removal", as: onni).status == 403)
        #expect(try house.post("/yhdistys/tax-cards/\(id)/removal", as: kerttu).status == 303)
        #expect(try rows() == "0")
        let log = try house.log(of: association)
        #expect(log.contains("tax-card.received done") && log.contains("tax-card.dropped done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is marked for many, and whose is marked stays as it is`() throws {
        let (today, year) = (try today, try year)
        let first = try house.value("select today() - 9")
        let mine: KeyValuePairs = ["year": "\(year)", "received_on": first]
        #expect(try house.post(path, mine, as: kerttu).status == 303)
        let preview = try house.post(
            "/yhdistys/experts/selection",
            ["person": me.text, "person": aino.text, "to": "mark"],
            as: kerttu
        )
        #expect(preview.status == 200 && preview.text.contains("Merkitty jo: \(year)"))
        let form: KeyValuePairs = [
            "person": me.text, "person": aino.text, "to": "mark", "year": "\(year)",
            "received_on": today,
        ]
        let done = try house.post("/yhdistys/experts/selection/act", form, as: kerttu)
        #expect(done.status == 303, "\(done.text.suffix(1500))")
        let days = "select string_agg(received_on::text, ' ' order by received_on) from tax_card"
        #expect(try house.value(days) == "\(first) \(today)")
        let again = try house.post("/yhdistys/experts/selection/act", form, as: kerttu)
        #expect(again.status == 409 && again.text.contains("jo merkitty"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is counted on Today when cards come, with the list of those whose has not`()
        throws
    {
        try house.database.psql(
            """
            insert into expert_profile (tenant_id, person_id, is_paused) values ('\(association.id)', '\(aino)', true)
            """
        )
        _ = try house.person(in: association, "Eino", "Kolmas", kind: "expert")
        let clock = Clock(at: .now)
        let then = try TestHouse("", clock: clock, on: house.database)
        for (day, year, isTold) in [
            ("2027-01-15", "2027", true), ("2027-12-15", "2028", true),
            ("2027-02-01", "2027", false),
            ("2026-11-30", "2027", false),
        ] {
            let moment = "\(day)T10:00:00Z"
            clock.turn(to: try #require(Instant(iso: moment)))
            try house.database.psql(
                "update accounts.session set created_at = '\(moment)', seen_at = '\(moment)'"
            )
            let text = try then.get("/yhdistys/today", as: kerttu).text
            let isThere = text.contains("2 kokemusosaajan verokortti vuodelle \(year) puuttuu")
            #expect(isThere == isTold, "\(day)")
        }
    }

    @Test func `is nobody else's to mark or to see, whatever the app believes`() throws {
        func add(_ person: ID<Person>, _ year: String = "0", on day: String = "today()") -> String {
            """
            insert into tax_card (tenant_id, person_id, year, received_on)
              values ('\(association.id)', '\(person)', extract(year from today()) + \(year), \(day))
            """
        }
        let auditor = try house.member(of: association, .auditor)
        for guest in [onni, auditor, nil] {
            #expect(refused(add(me), as: guest).contains("row-level security"))
        }
        #expect(refused(add(me, "-1"), as: kerttu).contains("cards.rule.year"))
        #expect(refused(add(me, "2"), as: kerttu).contains("cards.rule.year"))
        #expect(refused(add(me, on: "today() + 1"), as: kerttu).contains("cards.rule.ahead"))
        let contact = try house.person(in: association, "Yrjö", "Yhteys", kind: "contact")
        #expect(refused(add(contact), as: kerttu).contains("cards.rule.expert"))
        #expect(refused(add(me), as: kerttu) == "")
        #expect(refused(add(me), as: kerttu).contains("tax_card"))
        #expect(refused(add(me, "1"), as: kerttu) == "")
        #expect(refused("update tax_card set year = 2020", as: kerttu).contains("denied"))
        let other = try house.member(of: association, .expert, person: aino)
        #expect(refused("select 1 / count(*) from tax_card", as: other).contains("by zero"))
        #expect(refused("select 1 / count(*) from tax_card", as: onni) == "")
        for guest in [onni, other, auditor] { _ = refused("delete from tax_card", as: guest) }
        #expect(try rows() == "2")
        let partner = try house.space("kumppani", .partner)
        let petri = try house.member(of: partner, .coordinator)
        let pia = try house.person(in: partner, "Pia", "Kumppani", kind: "employee")
        let there = add(pia).replacing("\(association.id)", with: "\(partner.id)")
        #expect((refusal(house, in: partner, as: petri, there) ?? "").contains("cards.rule"))
    }

    @Test func `moves with a person who is joined, unless both have that year's`() throws {
        let twin = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        for (person, year) in [(me, "0"), (twin, "0"), (twin, "1")] {
            try house.database.psql(
                """
                insert into tax_card (tenant_id, person_id, year, received_on)
                  values ('\(association.id)', '\(person)', extract(year from today()) + \(year), today())
                """
            )
        }
        let join = "select people_join(gen_random_uuid(), '\(me)', '\(twin)', '{}')"
        #expect(refused(join, as: kerttu).contains("duplicates.rule.cards"))
        try house.database.psql(
            "delete from tax_card where person_id = '\(twin)' and year = extract(year from today())"
        )
        #expect(refused(join, as: kerttu) == "")
        #expect(try house.value("select count(distinct person_id) from tax_card") == "1")
    }
}
