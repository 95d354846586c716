import Access
import Base
import HTTP
import Letters
import Store
import Support
import Terms
import Testing

/// An order at both ends, from its letter to what the association answers.
@Suite struct `An engagement` {
    private let house: TestHouse
    private let association: TestSpace
    private let partner: TestSpace
    private let anna: Guest
    private let petri: Guest

    init() throws {
        house = try TestHouse("engagement")
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        anna = try house.member(of: association, .coordinator)
        petri = try house.member(of: partner, .coordinator)
        try house.agree(association, partner)
    }

    /// Drafts an order over whose form some fields stand otherwise; its id.
    private func draft(_ other: [String: String] = [:]) throws -> String {
        var form = try house.order
        for (name, value) in other { form.set(name, value) }
        let made = try house.ask(try house.sending("/kumppani/orders", form, as: petri))
        #expect(made.status == 303, "\(made.text.suffix(2000))")
        return try house.value(
            "select id from engagement_order order by created_at desc, id limit 1"
        )
    }

    private func order(_ act: String, _ id: String) throws -> Int {
        try house.post("/kumppani/orders/\(id)/\(act)", as: petri).status
    }

    private func engagement(_ act: String, _ id: String, as guest: Guest? = nil) throws -> Int {
        try house.post("/yhdistys/engagements/\(id)/\(act)", as: guest ?? anna).status
    }

    private func states(_ id: String) throws -> [String] {
        let ends = try house.database.psql(
            """
            select o.state, e.state from engagement_order o left join engagement e using (id) where o.id = '\(id)'
            """
        )
        return ends.first ?? []
    }

    @Test func `is sent, taken to a desk and answered, at both ends`() throws {
        let id = try draft()
        let (here, there) = ("/kumppani/orders/\(id)", "/yhdistys/engagements/\(id)")
        #expect(try house.get(there, as: anna).status == 404)
        #expect(try house.get("/kumppani/today", as: petri).text.contains("Luonnos odottaa"))
        #expect(try order("sending", id) == 303)
        #expect(try order("sending", id) == 409)
        #expect(try states(id) == ["sent", "received"])
        #expect(try house.get("\(here)/edit", as: petri).status == 409)
        #expect(try house.get(here, as: petri).text.contains("Odottaa yhdistyksen vastausta"))
        #expect(
            try house.get("/kumppani/today", as: petri).text.contains(
                "Tilaus odottaa yhdistyksen vastausta: Koulutuspäivä"
            )
        )
        // Both ends show the same facts.
        let (own, its) = (try house.get(here, as: petri).text, try house.get(there, as: anna).text)
        let facts = own.split(separator: "<dl class=\"facts\">").last?.split(separator: "</dl>")
            .first
        #expect(its.contains(try #require(facts)))
        #expect(its.contains("Tila kumppani") && its.contains("Ei kenenkään pöydällä"))
        let today = try house.get("/yhdistys/today", as: anna).text
        #expect(today.contains("tilaa kokemusosaajan: Koulutuspäivä") && today.contains(there))

        #expect(try engagement("desk", id) == 303)
        #expect(try engagement("desk", id) == 409)
        #expect(try states(id) == ["answered", "received"])
        #expect(try house.get(here, as: petri).text.contains("Otettu vastaan"))
        #expect(try house.get("/yhdistys/today", as: anna).text.contains("Tilaus pöydälläsi"))
        // A colleague takes it over, of which the partner does not hear again.
        let outi = try house.member(of: association, .coordinator)
        let list = try house.get("/yhdistys/engagements?desk=other&state=received", as: outi).text
        #expect(list.contains("Koulutuspäivä") && list.contains("Kollegan pöydällä"))
        #expect(!(try house.get("/yhdistys/today", as: outi)).text.contains(": Koulutuspäivä"))
        #expect(try engagement("desk", id, as: outi) == 303)
        #expect(
            try house.value("select count(*) from letter where kind = 'engagement.received'") == "2"
        )
        // What is on the desk of who has left is nobody's again.
        try house.database.psql(
            "delete from membership_role where membership_id = '\(outi.membership)'"
        )
        #expect(
            try house.get("/yhdistys/today", as: anna).text.contains("tilaa kokemusosaajan")
        )
        #expect(try engagement("refusal", id) == 303)
        #expect(try states(id) == ["not-possible", "not-possible"])
        #expect(try engagement("desk", id) == 409)
        #expect(try order("cancellation", id) == 409)
        #expect(
            try house.get("/kumppani/today", as: petri).text.contains("Toimeksianto ei onnistu")
        )
        let file = try house.get("/yhdistys/engagements/export.csv", as: anna).text
        #expect(file.contains("Koulutuspäivä") && file.contains("Ei onnistu"))
        for space in [association, partner] {
            let log = try house.log(of: space)
            for action in ["requested", "received", "not-possible"] {
                #expect(log.contains("engagement.\(action) done"), "\(action)")
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is cancelled by the partner, of a suspended association too`() throws {
        let (first, second) = (try draft(), try draft(["title": "Toinen"]))
        #expect(try order("sending", first) == 303 && order("sending", second) == 303)
        #expect(try engagement("desk", first) == 303)
        #expect(try order("cancellation", first) == 303)
        #expect(try states(first) == ["cancelled", "cancelled"])
        #expect(try engagement("refusal", first) == 409)
        let third = try draft(["title": "Kolmas"])
        try house.database.psql("update space set state = 'suspended' where slug = 'yhdistys'")
        #expect(try order("sending", third) == 409)
        #expect(try states(third) == ["draft", ""])
        #expect(try order("cancellation", second) == 303)
        #expect(try states(second) == ["cancelled", "cancelled"])
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `goes on when its partnership ends, and a draft does not`() throws {
        let (sent, left) = (try draft(), try draft())
        #expect(try order("sending", sent) == 303)
        try house.database.psql(
            "set session_replication_role = replica; update partnership set state = 'ended', ended_on = today()"
        )
        let late = try house.post("/kumppani/orders/\(left)/sending", as: petri)
        #expect(late.status == 409 && late.text.contains("kumppanuus on voimassa"))
        #expect(try states(left) == ["draft", ""])
        #expect(try engagement("desk", sent) == 303)
        #expect(try order("cancellation", sent) == 303)
        #expect(try order("cancellation", left) == 303)
        // A draft whose time has passed meanwhile is not sent.
        try house.database.psql(
            """
            set session_replication_role = replica; update partnership set state = 'active', ended_on = null;
            """
        )
        let old = try draft()
        try house.database.psql(
            "set session_replication_role = replica; update order_time set held_on = '2020-01-15' where number = 1"
        )
        let past = try house.post("/kumppani/orders/\(old)/sending", as: petri)
        #expect(past.status == 409 && past.text.contains("on jo mennyt"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// The longest order fits into its letter, and the letter says what the closed list names and no more.
    @Test func `passes as its letter lists it`() throws {
        let tree = String(repeating: "🌲", count: 120)
        var fields = ["wish": String(repeating: "🌲", count: 600)]
        for name in ["title", "place", "access", "equipment", "others_present", "host"] {
            fields[name] = tree
        }
        for number in 1...20 {
            fields["time.\(number).on"] = "2099-03-\(number < 10 ? "0" : "")\(number)"
        }
        let id = try draft(fields)
        #expect(try order("sending", id) == 303)
        #expect(try house.value("select count(*) from engagement_time") == "20")
        let body = try house.value("select body::text from letter where direction = 'in'")
        let letter = try EngagementRequestedLetter(kept: body)
        #expect(letter.facts.times.count == 20 && letter.facts.title == tree)
        for field in try house.database.psql(
            "select jsonb_object_keys(body) from letter where direction = 'in' and kind = 'engagement.requested'"
        ) {
            #expect(LetterKind.engagementRequested.fields.contains(field[0]), "\(field)")
        }
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        let other = try house.space("toinen", .association)
        let auditor = try house.member(of: association, .auditor)
        let (sent, left) = (try draft(), try draft())
        #expect(try order("sending", sent) == 303)
        func refused(_ why: String, _ member: Guest?, in space: TestSpace, _ sql: String) {
            let actor = member.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self) {
                try house.asApp("\(actor)\(sql)", in: space)
            }
            let said = refusal.map { "\($0)" } ?? ""
            #expect(said.contains(why), "\(sql) \(said)")
        }
        let columns = EngagementFacts.columns.map(\.description).joined(separator: ", ")
        func copy(_ change: (String, String) = ("", ""), other: String = "other_id") -> String {
            let values = EngagementFacts.columns.map(\.description)
                .map { $0 == change.0 ? change.1 : $0 }.joined(separator: ", ")
            return """
                insert into engagement (tenant_id, id, partnership_id, other_id, other_name, \(columns))
                  select tenant_id, gen_random_uuid(), partnership_id, \(other), other_name, \(values) from engagement
                """
        }
        // What no letter has brought, or brought otherwise, is kept by nobody, their coordinator neither.
        for member in [anna, auditor, nil] {
            refused("engagement.rule.other-end", member, in: association, copy())
        }
        refused("engagement.rule.partnership", anna, in: association, copy(other: "'\(other.id)'"))
        refused(
            "permission denied",
            anna,
            in: association,
            "update engagement set fee = 1"
        )
        refused("permission denied", anna, in: association, "delete from engagement_time")
        refused(
            "engagement.rule.other-end",
            anna,
            in: association,
            """
            insert into engagement_time (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
              values ('\(association.id)', '\(sent)', 3, '2099-01-17', '13:00', '15:00')
            """
        )
        // A letter of a space that the order was not sent to changes nothing, though it passed.
        let words = """
            '{"engagement": "\(sent)", "organisation": "x"}'
            """
        let forged = """
            set local app.tenant = '\(other.id)';
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              values ('\(other.id)', gen_random_uuid(), 'out', 'engagement.received', '\(partner.id)', '\(sent)', \(words));
            set local app.tenant = '\(partner.id)';
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              values ('\(partner.id)', gen_random_uuid(), 'in', 'engagement.received', '\(other.id)', '\(sent)', \(words));
            """
        let answered = "update engagement_order set state = 'answered' where id = '\(sent)'"
        refused("engagement.rule.other-end", nil, in: partner, forged + answered)
        refused("engagement.rule.other-end", petri, in: partner, answered)
        // No step without the letter that tells of it, and none that is not listed.
        refused(
            "engagement.rule.other-end",
            petri,
            in: partner,
            "update engagement_order set state = 'sent' where id = '\(left)'"
        )
        refused(
            "engagement.rule.other-end",
            petri,
            in: partner,
            "update engagement_order set state = 'cancelled' where id = '\(sent)'"
        )
        for (state, why, member) in [
            ("not-possible", "other-end", anna), ("not-possible", "coordinator", auditor),
            ("cancelled", "other-end", anna),
        ] {
            refused(
                "engagement.rule.\(why)",
                member,
                in: association,
                "update engagement set state = '\(state)'"
            )
        }
        // Taken by a coordinator, to their own desk, with a letter.
        let desk = "update engagement set desk = "
        refused("engagement.rule.other-end", anna, in: association, "\(desk)'\(anna.membership)'")
        refused(
            "engagement.rule.coordinator",
            auditor,
            in: association,
            "\(desk)'\(anna.membership)'"
        )
        refused(
            "engagement.rule.coordinator",
            auditor,
            in: association,
            "\(desk)'\(auditor.membership)'"
        )
        #expect(try engagement("desk", sent) == 303)
        refused("engagement.rule.coordinator", anna, in: association, "\(desk)null")
        #expect(try order("cancellation", sent) == 303)
        refused(
            "engagement.rule.state-changed",
            anna,
            in: association,
            "update engagement set state = 'received'"
        )
        refused("engagement.rule.state-changed", anna, in: association, "\(desk)null")
    }

    @Test func `answered and cancelled at the same moment, both ends agree`() throws {
        for round in 1...4 {
            let id = try draft(["title": "Kilpa \(round)"])
            #expect(try order("sending", id) == 303)
            let statuses = house.race([
                try house.sending("/kumppani/orders/\(id)/cancellation", as: petri),
                try house.sending("/yhdistys/engagements/\(id)/refusal", as: anna),
            ])
            let ends = try states(id)
            #expect(
                Set(ends).count == 1 && statuses.filter { $0 == 303 }.count == 1,
                "\(statuses) \(ends)"
            )
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
