import Access
import Base
import HTTP
import Support
import Testing

/// The list of an association's experts.
@Suite struct `The list of experts` {
    private let house: TestHouse
    private let association: TestSpace
    private let kerttu: Guest
    private var ids: [String: ID<Person>] = [:]

    init() throws {
        house = try TestHouse("experts")
        association = try house.space("yhdistys", .association)
        kerttu = try house.member(of: association, .coordinator)
        for (name, kind) in [
            ("Aino", "expert"), ("Eino", "expert"), ("Impi", "expert"), ("Oiva", "expert"),
            ("Yrjö", "contact"), ("Äly", "contact"),
        ] {
            ids[name] = try house.person(in: association, name, "Esimerkki", kind: kind)
        }
        func id(_ name: String) -> String { ids[name]?.text ?? "" }
        _ = try house.member(of: association, .expert, person: ids["Aino"])
        try house.database.psql(
            """
            insert into expert_profile (tenant_id, person_id, kinds, is_paused, paused_until, trained_on)
              select '\(association.id)', p::uuid, k::text[], u is not null, u, t::date
                from (values ('\(id("Aino"))', '{training,peer-support}', null::date, '2024-05-01'),
                  ('\(id("Eino"))', '{training}', today(), null), ('\(id("Impi"))', '{}', today() - 1, '2025-06-01'),
                  ('\(id("Äly"))', '{information}', null, null)) x (p, k, u, t);
            insert into expert_away (tenant_id, id, person_id, from_on, until_on)
              values ('\(association.id)', gen_random_uuid(), '\(id("Impi"))', today() - 1, today()),
                ('\(association.id)', gen_random_uuid(), '\(id("Aino"))', today() + 1, today() + 9);
            insert into tax_card (tenant_id, person_id, year, received_on)
              values ('\(association.id)', '\(id("Impi"))', extract(year from today()), '2026-01-03'),
                ('\(association.id)', '\(id("Eino"))', extract(year from today()) - 1, '2026-01-03');
            update person set state = 'archived' where id = '\(id("Oiva"))'
            """
        )
    }

    /// Those of the people whom the list shows, in its order.
    private func shown(_ query: String = "", as guest: Guest? = nil) throws -> [String] {
        let page = try house.get("/yhdistys/experts\(query)", as: guest ?? kerttu)
        #expect(page.status == 200, "\(query)")
        return page.text.matches(of: /Esimerkki (Aino|Eino|Impi|Oiva|Yrjö|Äly)</).map {
            String($0.output.1)
        }
    }

    @Test func `has who is an expert or keeps boundaries, narrowed by what they say`() throws {
        #expect(try shown() == ["Aino", "Eino", "Impi", "Äly"])
        for (query, names) in [
            ("?standing=here", ["Aino", "Äly"]), ("?standing=paused", ["Eino"]),
            ("?standing=away", ["Impi"]), ("?kind=training", ["Aino", "Eino"]),
            ("?kind=peer-support", ["Aino"]), ("?card=yes", ["Impi"]),
            ("?card=no", ["Aino", "Eino", "Äly"]), ("?account=yes", ["Aino"]),
            ("?account=no&standing=here", ["Äly"]), ("?cards=this-year", ["Aino", "Äly"]),
            ("?cards=next-year", ["Aino", "Impi", "Äly"]), ("?q=impi", ["Impi"]),
            ("?sort=-trained", ["Impi", "Aino"]),
        ] {
            let found = try shown(query)
            #expect(Array(found.prefix(names.count)) == names, "\(query): \(found)")
            #expect(query.contains("sort") || found.count == names.count, "\(query): \(found)")
        }
        let page = try house.get("/yhdistys/experts", as: kerttu).text
        #expect(page.contains("4 kokemusosaajaa") && page.contains("3.1.2026"))
        let impi = ids["Impi"]?.text ?? ""
        #expect(page.contains("/yhdistys/experts/\(impi)"))
        let led = try house.get("/yhdistys/experts/\(impi)", as: kerttu)
        #expect(led.location == "/yhdistys/people/\(impi)")
        for name in ["Oiva", "Yrjö"] {
            let path = "/yhdistys/experts/\(ids[name]?.text ?? "")"
            #expect(try house.get(path, as: kerttu).status == 404)
        }
        #expect(try house.log(of: association).contains("expert.listed done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is taken out as a file, and the log says whom it has`() throws {
        let file = try house.get("/yhdistys/experts/export.csv?kind=training", as: kerttu)
        #expect(file.status == 200)
        #expect(file.text.contains("Esimerkki Aino") && file.text.contains("2024-05-01"))
        #expect(!file.text.contains("Impi"))
        let subjects = try house.value(
            """
            select cardinality(s.people) from log.event e join log.event_subjects s on s.event_id = e.id
             where e.action = 'expert.exported'
            """
        )
        #expect(subjects == "2")
    }

    @Test func `is for the coordinators of an association alone`() throws {
        let aino = try house.member(of: association, .expert)
        let auditor = try house.member(of: association, .auditor)
        for guest in [aino, auditor] {
            for path in ["", "/export.csv", "/\(ids["Aino"]?.text ?? "")"] {
                #expect(try house.get("/yhdistys/experts\(path)", as: guest).status == 403)
            }
        }
        for kind in [SpaceKind.partner, .provider, .employer] {
            let space = try house.space(kind.rawValue, kind)
            let other = try house.member(of: space, .coordinator)
            #expect(try house.get("/\(kind.rawValue)/experts", as: other).status == 404)
            #expect(try house.get("/yhdistys/experts", as: other).status == 404)
            #expect(
                try !house.get("/\(kind.rawValue)/today", as: other).text.contains("/experts\"")
            )
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
