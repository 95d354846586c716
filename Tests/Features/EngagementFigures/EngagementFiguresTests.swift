import Access
import Base
import Foundation
import HTTP
import Store
import Support
import Testing

/// The figures of engagements: what they count, for whom, and what they keep back.
@Suite struct `Figures of engagements` {
    /// Engagements that were held, put behind the rules at both ends: as many of a kind, a year's quarters ago, each agreed so many
    /// days after its order.
    private func hold(
        _ number: Int,
        _ kind: String,
        daysAgo: Int = 0,
        days: Int = 2,
        came expert: OfferFixture.Expert? = nil,
        in world: OfferFixture
    ) throws {
        let (here, there) = (world.association.id, world.partner.id)
        let facts = """
            '\(kind)', 'planning', 'staff', 'Otsikko', 'Toive', false, 'Sali', 10, '', 45, '', '', false, false, 12050, true, 'Ovi', 1
            """
        let columns =
            "kind, purpose, audience, title, wish, is_remote, place, group_size, others_present, minutes, equipment, access,"
            + " is_recorded, has_media, fee, travel_paid, host, experts"
        for _ in 0..<number {
            let id = try world.house.value("select gen_random_uuid()")
            let ends = [
                ("engagement_order", "order_time", there, here, "out", "in"),
                ("engagement", "engagement_time", here, there, "in", "out"),
            ]
            var sql = ""
            for (table, times, space, other, ordered, agreed) in ends {
                sql += """
                    insert into \(table) (tenant_id, id, partnership_id, other_id, other_name, state, \(columns))
                      select tenant_id, '\(id)', id, other_id, other_name, 'done', \(facts) from partnership
                       where tenant_id = '\(space)';
                    insert into \(times) (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
                      values ('\(space)', '\(id)', 1, today() - \(daysAgo), '09:00', '10:30');
                    insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body, at)
                      values ('\(space)', gen_random_uuid(), '\(ordered)', 'engagement.requested', '\(other)', '\(id)', '{}',
                        moment() - interval '40 days'),
                      ('\(space)', gen_random_uuid(), '\(agreed)', 'engagement.agreed', '\(other)', '\(id)', '{}',
                        moment() - interval '\(40 - days) days');
                    """
            }
            sql += """
                insert into order_expert (tenant_id, engagement_id, number, name, presentation, contact)
                  values ('\(there)', '\(id)', 1, 'Kokija', '', '');
                """
            if let expert {
                sql += """
                    insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, state, answer_by, choice, shown_name)
                      values ('\(here)', gen_random_uuid(), '\(id)', '\(expert.person)', 1, 'accepted', today(), 'fee', 'Kokija');
                    """
            }
            try world.behind(sql)
        }
    }

    /// The rows of a file, without quotation marks.
    private func file(_ space: String, as reader: Guest, in world: OfferFixture) throws -> [String]
    {
        let page = try world.house.get("/\(space)/engagement-figures/export.csv", as: reader)
        #expect(page.status == 200)
        return page.text.replacing("\"", with: "").components(separatedBy: "\r\n")
    }

    @Test func `tell what was held, at either end, and what may be told of it`() throws {
        let world = try OfferFixture("held_figures")
        let house = world.house
        for name in ["Aino", "Bea", "Cia", "Dan", "Eve"] {
            try hold(1, "training", came: world.expert(name), in: world)
        }
        try hold(2, "training", days: 6, in: world)
        try hold(2, "development", days: 20, in: world)
        let auditor = try house.member(of: world.association, .auditor)
        for reader in [world.anna, auditor] {
            let page = try house.get("/yhdistys/engagement-figures", as: reader)
            #expect(
                page.status == 200 && page.text.contains("href=\"/yhdistys/engagement-figures\"")
            )
            let rows = try file("yhdistys", as: reader, in: world)
            // Nine were held this quarter, two and two of them would be told by the rest.
            func row(_ label: String) -> String {
                rows.first { $0.hasPrefix("\(label);") }.map {
                    String($0.dropFirst(label.count + 1))
                } ?? ""
            }
            #expect(rows.contains { $0.hasSuffix(";9") } && rows.contains { $0.hasSuffix(";14") })
            #expect(row("Koulutus") == "0;0;0;–;–" && row("Kehittäminen") == "0;0;0;–;–", "\(rows)")
            #expect(row("Tiedotus") == "0;0;0;0;0" && row("Palvelujen suunnittelu") == "0;0;0;9;9")
            #expect(row("3 päivässä") == "–" && row("4–7 päivässä") == "–", "\(rows)")
            #expect(row("myöhemmin") == "–" && row("8–14 päivässä") == "0")
            #expect(rows.contains("Aika;Ihmisiä") && rows.contains { $0.hasSuffix(";5") })
            #expect(!rows.contains { $0.contains("Euroa") })
            let cells = page.text.components(separatedBy: "<td>").dropFirst().map {
                $0.prefix { $0 != "<" }
            }
            #expect(!cells.contains { (1...4).contains(Int($0) ?? 0) }, "\(cells)")
        }
        let rows = try file("kumppani", as: world.petri, in: world)
        #expect(rows.contains("Aika;Euroa") && rows.contains { $0.hasSuffix(";1085") }, "\(rows)")
        #expect(!rows.contains("Aika;Ihmisiä"))
        #expect(
            try house.log(of: world.association).suffix(4) == [
                "figures.read done", "figures.exported done", "figures.read done",
                "figures.exported done",
            ]
        )
        // Who is asked sees no figures, and other kinds of space have none.
        let aino = try world.expert("Fia")
        for path in ["/yhdistys/engagement-figures", "/yhdistys/engagement-figures/export.csv"] {
            #expect(try house.get(path, as: aino.guest).status == 403)
            #expect(try house.get(path, as: world.petri).status == 404)
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `tell nothing of four, and cover a longer time where a quarter would be small`()
        throws
    {
        let world = try OfferFixture("small_figures")
        try hold(4, "training", in: world)
        let page = try world.house.get("/yhdistys/engagement-figures", as: world.anna)
        #expect(page.text.contains("Lukuja ei vielä näytetä") && !page.text.contains("<table"))
        #expect(try file("yhdistys", as: world.anna, in: world).joined() == "\u{FEFF}")
        // Five this quarter and five nine months ago: two times that can be told apart.
        try hold(1, "training", in: world)
        let today = try world.house.value(
            "select today() - make_date(extract(year from today())::int, extract(quarter from today())::int * 3 - 2, 1)"
        )
        let back = (Int(today) ?? 0) + 200
        try hold(5, "peer-support", daysAgo: back, in: world)
        let rows = try file("yhdistys", as: world.anna, in: world)
        let head = try #require(rows.first { $0.hasPrefix("Millainen toimeksianto;") })
        #expect(head.components(separatedBy: ";").count == 6, "\(head)")
        #expect(rows.contains { $0.hasPrefix("Vertaistuki;") && $0.hasSuffix(";5") }, "\(rows)")
        // One more, a quarter back, would stand alone: the times are longer.
        try hold(1, "information", daysAgo: (Int(today) ?? 0) + 20, in: world)
        let longer = try file("yhdistys", as: world.anna, in: world)
        let heads = try #require(longer.first { $0.hasPrefix("Millainen toimeksianto;") })
        #expect(heads.components(separatedBy: ";").count == 4, "\(heads)")
        #expect(longer.contains { $0.hasPrefix("Tiedotus;") && $0.contains("–") }, "\(longer)")
        #expect(world.house.faults.all.isEmpty, "\(world.house.faults.all)")
    }

    /// Worlds in which somebody said no, let the day pass, or was never asked.
    @Test func `are the same whether somebody said no, let it pass, or was never asked`() throws {
        var worlds: [[String]] = []
        for way in ["declined", "lapsed", "never"] {
            let world = try OfferFixture("figures_\(way)")
            let house = world.house
            let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
            try hold(5, "training", came: aino, in: world)
            let id = try world.ordered()
            if way != "never" {
                try world.ask([bea], to: id)
                let offer = try world.offer(of: bea, to: id)
                if way == "declined" {
                    #expect(try world.no(offer, as: bea.guest) == 303)
                } else {
                    try world.behind(
                        "update engagement_offer set answer_by = today() - 1 where id = '\(offer)'"
                    )
                    try house.housekeeping()
                }
            }
            func seen() throws -> [String] {
                try [("yhdistys", world.anna), ("kumppani", world.petri)].flatMap { space, reader in
                    let page = try house.get("/\(space)/engagement-figures", as: reader).text
                    let parts = page.components(separatedBy: "<main").last ?? page
                    let main = parts.components(separatedBy: "</main>").first ?? parts
                    return try [main] + file(space, as: reader, in: world)
                }
            }
            let before = try seen()
            // And after another has come to it.
            try world.ask([aino], to: id)
            #expect(try world.yes(world.offer(of: aino, to: id), as: aino.guest).status == 303)
            try world.behind(
                "update order_time set held_on = today() - 1; update engagement_time set held_on = today() - 1"
            )
            #expect(try house.post("/kumppani/orders/\(id)/done", as: world.petri).status == 303)
            worlds.append(try before + seen())
            #expect(house.faults.all.isEmpty, "\(house.faults.all)")
        }
        #expect(worlds.count == 3 && worlds[0].contains { $0.contains("Koulutus;") })
        #expect(worlds[0] == worlds[1] && worlds[1] == worlds[2])
    }

    @Test func `keep those who came from whoever asks the database`() throws {
        let world = try OfferFixture("figures_wall")
        for name in ["Aino", "Bea"] { try hold(1, "training", came: world.expert(name), in: world) }
        let auditor = try world.house.member(of: world.association, .auditor)
        // The number is told, the offers behind it are not; another space's are not counted.
        #expect(try world.seen("experts_who_came(0, 100000)", auditor) == "2")
        #expect(try world.seen("count(*) from engagement_offer", auditor) == "0")
        #expect(try world.seen("count(*) from held_engagement", auditor) == "2")
        let elsewhere = try runScript(
            world.house.database.app,
            """
            begin; set local app.tenant = '\(world.partner.id)'; set local app.actor = '\(world.petri.membership.text)';
            select experts_who_came(0, 100000), (select count(*) from held_engagement)
            """
        )
        #expect(elsewhere.last == ["0", "2"])
    }
}
