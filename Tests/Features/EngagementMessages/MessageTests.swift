import Access
import Base
import HTTP
import Support
import Testing

/// What the coordinators of both ends write to each other about an order.
@Suite struct `A message about an engagement` {
    private let house: TestHouse
    private let association: TestSpace
    private let partner: TestSpace
    private let anna: Guest
    private let petri: Guest
    private let id: String

    init() throws {
        house = try TestHouse("engagement_message")
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        anna = try house.member(of: association, .coordinator)
        petri = try house.member(of: partner, .coordinator)
        try house.agree(association, partner)
        _ = try house.ask(try house.sending("/kumppani/orders", try house.order, as: petri))
        id = try house.value("select id from engagement_order")
    }

    private func write(_ text: String, _ slug: String, as guest: Guest) throws -> Page {
        let path = "/\(slug)/engagement-messages/\(id)"
        return try house.ask(try house.sending(path, ["text": text], as: guest))
    }

    @Test
    func `passes both ways, is told on Today until it is answered, and closes with its matter`()
        throws
    {
        // A draft has nobody to write to.
        #expect(try write("Hei", "kumppani", as: petri).status == 404)
        #expect(try house.post("/kumppani/orders/\(id)/sending", as: petri).status == 303)
        #expect(try write("", "kumppani", as: petri).status == 422)
        let long = String(repeating: "🌲", count: 501)
        let page = try write(long, "kumppani", as: petri)
        #expect(page.status == 422 && page.text.contains(long))
        #expect(try write("Onko hissiä?", "yhdistys", as: anna).status == 303)
        let today = try house.get("/kumppani/today", as: petri).text
        #expect(today.contains("/kumppani/engagement-messages/\(id)"))
        #expect(!(try house.get("/yhdistys/today", as: anna)).text.contains("engagement-messages"))
        #expect(try write("On, ja ramppi.", "kumppani", as: petri).status == 303)
        #expect(!(try house.get("/kumppani/today", as: petri)).text.contains("engagement-messages"))
        for (slug, guest) in [("kumppani", petri), ("yhdistys", anna)] {
            let text = try house.get("/\(slug)/engagement-messages/\(id)", as: guest).text
            #expect(text.contains("Onko hissiä?") && text.contains("On, ja ramppi."))
        }
        let open = try house.get("/yhdistys/engagement-messages/\(id)", as: anna)
        #expect(try house.post("/kumppani/orders/\(id)/cancellation", as: petri).status == 303)
        // Who was writing reads why it cannot be sent any more, and loses nothing.
        let late = try house.ask(
            try house.sending(
                "/yhdistys/engagement-messages/\(id)",
                ["text": "Vielä yksi asia", "once": open.field("once") ?? ""],
                as: anna
            )
        )
        #expect(late.status == 409 && late.text.contains("Vielä yksi asia"))
        #expect(late.text.contains("ei voi enää kirjoittaa"))
        #expect(try house.value("select count(*) from engagement_message") == "4")
        for space in [association, partner] {
            #expect(try house.log(of: space).filter { $0 == "engagement.written done" }.count == 2)
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        let auditor = try house.member(of: partner, .auditor)
        func refused(_ why: String, _ member: Guest?, isOwn: Bool, of matter: String) {
            let actor = member.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self) {
                try house.asApp(
                    """
                    \(actor) insert into engagement_message (tenant_id, id, engagement_id, is_own, body)
                      values ('\(partner.id)', gen_random_uuid(), '\(matter)', \(isOwn), 'x')
                    """,
                    in: partner
                )
            }
            #expect("\(refusal.map { "\($0)" } ?? "")".contains(why), "\(why)")
        }
        refused("engagement.rule.closed", petri, isOwn: true, of: id)
        #expect(try house.post("/kumppani/orders/\(id)/sending", as: petri).status == 303)
        refused("engagement.rule.closed", petri, isOwn: true, of: ID<Int>().text)
        refused("engagement.rule.coordinator", auditor, isOwn: true, of: id)
        refused("engagement.rule.other-end", petri, isOwn: true, of: id)
        refused("engagement.rule.other-end", petri, isOwn: false, of: id)
    }
}
