import Access
import Base
import Composition
import Crypto
import HTTP
import Routing
import Store
import Support
import Testing

/// Attacks on who answers and who is named, played through the pipeline; `IdentityTests` has those on the answer itself.
@Suite struct `An attack` {
    /// The newest events of an action in a space's log, as people read them: who, and what it was done to.
    static func lines(_ house: TestHouse, _ space: TestSpace, _ action: String) throws -> [[String]]
    {
        try house.database.psql(
            """
            select coalesce(actor_name, ''), coalesce(label_text, ''), coalesce(count::text, '')
              from log.event_line
             where tenant_id = '\(space.id)' and action = '\(action)' order by at desc, id desc
            """
        )
    }

    static let installation = TestSpace(id: .installation, slug: "vakka")

    // MARK: Names

    @Test func `under another's name is told as done by whom the space knows`() throws {
        let house = try TestHouse("attack_name")
        let (takk, other) = (
            try house.space("takk", .provider), try house.space("muu", .association)
        )
        let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koordi")
        _ = try house.member(of: takk, .auditor, name: "Aulis Auditoija")
        try house.database.psql(
            """
            insert into membership (tenant_id, id, account_id, name, email)
              values ('\(other.id)', '\(ID<Membership>())', '\(kaisa.account)', 'K. Koordi', '\(kaisa.email)')
            """
        )
        let named = try house.post(
            "/account",
            ["name": "Aulis Auditoija", "language": "fi"],
            as: kaisa
        )
        #expect(named.status == 303)
        #expect(try house.get("/takk/members", as: kaisa).status == 200)
        #expect(try Self.lines(house, takk, "member.listed")[0][0] == "Kaisa Koordi")
        // Each of the spaces hears of the new name, from the member that it knows.
        #expect(try Self.lines(house, takk, "account.changed")[0][0] == "Kaisa Koordi")
        #expect(try Self.lines(house, other, "account.changed")[0][0] == "K. Koordi")
        let told = try house.database.psql(
            """
            select d.body from log.event e join log.event_part d on d.tenant_id = e.tenant_id and d.event_id = e.id
             where e.action = 'account.changed' and d.part = 'detail'
            """
        )
        #expect(told.count == 2)
        #expect(
            told.allSatisfy { $0[0].contains("Kaisa Koordi") || $0[0].contains("Aulis Auditoija") }
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `by a member of the same name is told apart`() throws {
        let house = try TestHouse("attack_twin")
        let takk = try house.space("takk", .provider)
        let twin = try house.member(of: takk, .coordinator, name: "Aulis Auditoija")
        #expect(try house.get("/takk/members", as: twin).status == 200)
        #expect(try Self.lines(house, takk, "member.listed")[0][0] == "Aulis Auditoija")
        let auditor = try house.member(of: takk, .auditor, name: "Aulis Auditoija")
        let end = twin.membership.text.suffix(4)
        #expect(try Self.lines(house, takk, "member.listed")[0][0] == "Aulis Auditoija · \(end)")
        #expect(try house.get("/takk/log", as: auditor).text.contains("Aulis Auditoija · \(end)"))
    }

    @Test func `on the auditor, by watching the pages where they look, sees nothing`() throws {
        let house = try TestHouse("attack_watch")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koordi")
        let auditor = try house.member(of: takk, .auditor, name: "Aulis Auditoija")
        let person = try house.person(in: takk, "Liisa", "Malli")
        #expect(try house.get("/takk/log?person=\(person)", as: auditor).status == 200)
        #expect(try house.get("/takk/log/extract?person=\(person)", as: auditor).status == 200)
        func named() throws -> Int {
            let page = try house.get("/takk/people/\(person)", as: kaisa).text
            #expect(!page.contains("Aulis"))
            return page.components(separatedBy: "Kaisa Koordi").count
        }
        _ = try named()
        let before = try named()
        let changed = try house.post("/takk/people/\(person)/state", ["to": "paused"], as: kaisa)
        #expect(changed.status == 303)
        // One deed, and none of her own looks.
        #expect(try named() == before + 1)
        #expect(try !Self.lines(house, takk, "log.read").isEmpty)
    }

    // MARK: Refusals

    @Test func `that a rule, the brake or the site stops leaves an event where it was tried`()
        throws
    {
        let house = try TestHouse("attack_refused")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koordi")
        let person = try house.person(in: takk, "Liisa", "Malli")
        let rule = try house.post("/takk/people/\(person)/state", ["to": "active"], as: kaisa)
        #expect(rule.status == 409)
        #expect(
            try Self.lines(house, takk, "rule.refused")
                == [["Kaisa Koordi", "POST /takk/people/\(person)/state", ""]]
        )
        let site = try house.post(
            "/takk/people/\(person)/state",
            ["to": "paused"],
            as: kaisa,
            fields: ["sec-fetch-site": "cross-site"]
        )
        #expect(site.status == 400)
        #expect(try Self.lines(house, takk, "site.refused").count == 1)
        #expect(
            try house.post("/sign-in", fields: ["sec-fetch-site": "cross-site"]).status == 400
        )
        #expect(try Self.lines(house, Self.installation, "site.refused").count == 1)
        var statuses: [Int] = []
        for _ in 0..<8 {
            statuses.append(
                try house.signIn("kuka@posti.example", "väärä", from: "2001:db8:1:2::7").status
            )
        }
        #expect(statuses == [422, 422, 422, 422, 422, 422, 429, 429])
        let unknown = try Self.lines(house, Self.installation, "account.sign-in-unknown")
        #expect(unknown == Array(repeating: ["", "2001:db8:1:x", ""], count: 6))
        let throttled = try Self.lines(house, Self.installation, "attempt.throttled")
        #expect(throttled == Array(repeating: ["", "POST /sign-in, 2001:db8:1:x", ""], count: 2))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `that is a flood is a line for each network, and from everywhere a bounded number`()
        throws
    {
        let clock = Clock(at: Clock.real.now)
        let house = try TestHouse("attack_flood", clock: clock)
        let pipeline = try compose(
            try TestHouse.web.get(),
            origin: "http://localhost",
            isDemo: false,
            sealing: try SealingKey.random(),
            clock: clock
        ) { _, _ in }
        let database = Database(house.database.app, clock: clock)
        func send(from peer: String) throws {
            let request = try Request(
                .post,
                "/sign-in",
                fields: ["host": "localhost", "sec-fetch-site": "cross-site"],
                peer: peer
            )
            #expect(pipeline.answer(request, database: database).response.status == 400)
        }
        // A thousand addresses of one /64, then one each of a thousand networks.
        for index in 0..<1000 { try send(from: "2001:db8:0:1::\(String(index + 1, radix: 16))") }
        func events() throws -> [[String]] {
            try Self.lines(house, Self.installation, "site.refused")
        }
        #expect(try events().count == Limits.refusalsLoggedSinglyPerMinute)
        for index in 0..<1000 { try send(from: "2001:db8:1:\(String(index + 1, radix: 16))::1") }
        #expect(try events().count == Limits.refusalsOfStrangersLoggedSingly)
        clock.turn(to: clock.now.adding(seconds: 61))
        try pipeline.housekeeping(database: database)
        let counts = try events().compactMap { Int($0[2]) }
        #expect(counts.sorted() == [820, 980])
        #expect(try events().count == Limits.refusalsOfStrangersLoggedSingly + 2)
    }
}
