import Access
import Base
import HTTP
import Store
import Support
import Terms
import Testing

/// What a partner orders, at its own end.
@Suite struct `An order` {
    private let house: TestHouse
    private let association: TestSpace
    private let partner: TestSpace
    private let petri: Guest

    init() throws {
        house = try TestHouse("order")
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        petri = try house.member(of: partner, .coordinator)
    }

    private func agree(_ state: String = "active") throws {
        try house.agree(association, partner, state)
    }

    private func id() throws -> String {
        try house.value("select id from engagement_order order by created_at desc, id limit 1")
    }

    /// A form of an order, over which some fields stand otherwise.
    private func form(_ other: [String: String] = [:]) throws -> Form {
        var form = try house.order
        for (name, value) in other { form.set(name, value) }
        return form
    }

    private func send(_ path: String, _ form: Form) throws -> Page {
        try house.ask(try house.sending(path, form, as: petri))
    }

    @Test func `is drafted, shown, changed and cancelled`() throws {
        #expect(try house.get("/kumppani/orders/new", as: petri).status == 409)
        #expect(
            try house.get("/kumppani/orders", as: petri).text.contains("/kumppani/partnerships")
        )
        try agree()
        let made = try send("/kumppani/orders", try form())
        #expect(made.status == 303, "\(made.text.suffix(3000))")
        let path = "/kumppani/orders/\(try id())"
        let page = try house.get(path, as: petri).text
        for told in [
            "Koulutuspäivä", "Luonnos", "12 kuulijaa", "80,50 €", "15.1.2099 klo 13:00–15:00",
            "16.1.2099 klo 13:00–15:00", "Rantakatu 1", "puheaikaa 45 minuuttia",
        ] {
            #expect(page.contains(told), "\(told)")
        }
        let list = try house.get("/kumppani/orders?kind=training", as: petri).text
        #expect(list.contains("Koulutuspäivä") && list.contains("15.1.2099"))
        let file = try house.get("/kumppani/orders/export.csv", as: petri).text
        #expect(file.contains("Koulutuspäivä"))
        let edit = try house.get("\(path)/edit", as: petri)
        #expect(edit.field("fee") == "80,50" && edit.field("time.2.on") == "2099-01-16")
        let changed = try send(
            path,
            try form(["title": "Toinen päivä", "once": edit.field("once") ?? ""])
        )
        #expect(changed.status == 303, "\(changed.text.suffix(3000))")
        #expect(try house.get(path, as: petri).text.contains("Toinen päivä"))
        // Who was typing meanwhile loses nothing.
        let cancelled = try house.post("\(path)/cancellation", as: petri)
        #expect(cancelled.status == 303)
        let late = try send(path, try form(["once": edit.field("once") ?? "", "title": "Kolmas"]))
        #expect(late.status == 409 && late.field("title") == "Kolmas")
        #expect(try house.post("\(path)/cancellation", as: petri).status == 409)
        #expect(try house.get("\(path)/edit", as: petri).status == 409)
        let log = try house.log(of: partner)
        for action in ["drafted", "changed", "cancelled", "read"] {
            #expect(log.contains { $0.hasPrefix("engagement.\(action)") }, "\(action)")
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `refuses what cannot be in words, and keeps what was typed`() throws {
        try agree()
        let wrong: [([String: String], String)] = [
            (["time.1.on": "2020-01-15"], "Tämä aika on jo mennyt"),
            (["time.1.end": "12:00"], "pitää päättyä myöhemmin"),
            (
                ["time.2.on": "2099-01-15", "time.2.start": "14:00", "time.2.end": "16:00"],
                "menee päällekkäin"
            ),
            (["time.21.on": "2099-03-01"], "enintään 20 kertaa"),
            (["experts": "0"], "väliltä 1–5"), (["experts": "6"], "väliltä 1–5"),
            (["fee": "-0,01"], "summa euroina väliltä 0 €–10"),
            (["fee": "10000,01"], "summa euroina väliltä 0 €–10"),
            (["fee": "80,5"], "summa euroina"), (["fee": "satanen"], "summa euroina"),
            (["wish": String(repeating: "a", count: 601)], "Enintään 600"),
            (["kind": "juhla"], "Valitse"), (["is_recorded": ""], "Valitse"),
            (["partnership": ID<Int>().text], "Valitse"),
            (["host": "Soita 131052-308T"], "henkilötunnu"),
        ]
        for (fields, sentence) in wrong {
            let page = try send("/kumppani/orders", try form(fields))
            #expect(page.status == 422, "\(fields)")
            #expect(page.text.contains(sentence), "\(fields) \(page.text.suffix(1500))")
            #expect(page.field("title") == "Koulutuspäivä")
            for (name, value) in fields
            where !["wish", "kind", "is_recorded", "partnership", "time.21.on"].contains(name) {
                #expect(page.field(name) == value, "\(name)")
            }
        }
        #expect(try house.value("select count(*) from engagement_order") == "0")
        // The form that was open when the partnership ended is shown again, filled.
        let once = try house.once(of: petri)
        try house.database.psql(
            "set session_replication_role = replica; update partnership set state = 'ended', ended_on = today()"
        )
        let late = try send("/kumppani/orders", try form(["once": once]))
        #expect(late.status == 422 || late.status == 409)
        #expect(late.field("title") == "Koulutuspäivä")
        #expect(try house.value("select count(*) from engagement_order") == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        try agree()
        let auditor = try house.member(of: partner, .auditor)
        #expect(try send("/kumppani/orders", try form()).status == 303)
        let id = try id()
        func refused(_ why: String, _ member: Guest?, _ sql: String) {
            let actor = member.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self) {
                try house.asApp("\(actor)\(sql)", in: partner)
            }
            #expect(
                "\(refusal.map { "\($0)" } ?? "")".contains(why),
                "\(sql) \(refusal.map { "\($0)" } ?? "")"
            )
        }
        func copy(_ changes: [String: String] = [:]) -> String {
            let columns =
                ["other_id", "other_name", "partnership_id"]
                + EngagementFacts.columns.map(\.description)
            let values = columns.map { changes[$0] ?? $0 }
            return """
                insert into engagement_order (tenant_id, id, \(columns.joined(separator: ", ")))
                  select tenant_id, gen_random_uuid(), \(values.joined(separator: ", ")) from engagement_order where id = '\(id)'
                """
        }
        func time(_ number: Int, _ day: String, _ starts: String, _ ends: String) -> String {
            """
            insert into order_time (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
              values ('\(partner.id)', '\(id)', \(number), \(day), '\(starts)', '\(ends)')
            """
        }
        // By a coordinator, of an association of the same partnership.
        refused("engagement.rule.coordinator", auditor, copy())
        refused("engagement.rule.coordinator", nil, copy())
        refused("engagement.rule.partnership", petri, copy(["other_id": "tenant_id"]))
        refused("engagement.rule.partnership", petri, copy(["partnership_id": "gen_random_uuid()"]))
        // Numbers within their bounds, texts by the one rule.
        for (column, values) in [
            ("fee", ["-1", "1000001"]), ("experts", ["0", "6"]), ("minutes", ["4", "481"]),
            ("group_size", ["0", "10001"]), ("kind", ["'juhla'"]), ("wish", ["repeat('a', 601)"]),
            ("title", ["''", "'131052-308T'"]),
        ] {
            for value in values { refused("check", petri, copy([column: value])) }
        }
        // Times ahead, apart, and no more than twenty.
        refused("engagement.rule.past", petri, time(3, "today() - 1", "13:00", "15:00"))
        refused("engagement.rule.overlap", petri, time(3, "'2099-01-15'", "14:59", "16:00"))
        refused("check", petri, time(3, "'2099-01-17'", "15:00", "15:00"))
        refused("check", petri, time(21, "'2099-01-17'", "13:00", "15:00"))
        refused("engagement.rule.coordinator", auditor, time(3, "'2099-01-17'", "13:00", "15:00"))
        // What is not for the app to write, and states that are no step.
        for column in ["revision = 2", "created_at = moment()", "other_name = 'x'"] {
            refused("permission denied", petri, "update engagement_order set \(column)")
        }
        refused("permission denied", petri, "delete from engagement_order")
        refused(
            "engagement.rule.state-changed",
            petri,
            "update engagement_order set state = 'answered'"
        )
        refused(
            "engagement.rule.coordinator",
            auditor,
            "update engagement_order set state = 'cancelled'"
        )
        refused("engagement.rule.coordinator", auditor, "update engagement_order set title = 'x'")
        #expect(try house.post("/kumppani/orders/\(id)/cancellation", as: petri).status == 303)
        refused("engagement.rule.state-changed", petri, "update engagement_order set title = 'x'")
        refused(
            "engagement.rule.state-changed",
            petri,
            "update engagement_order set state = 'draft'"
        )
        refused("engagement.rule.state-changed", petri, time(3, "'2099-01-17'", "13:00", "15:00"))
        refused("engagement.rule.state-changed", petri, "delete from order_time")
        // A partnership that has ended takes nothing new.
        try house.database.psql(
            "set session_replication_role = replica; update partnership set state = 'ended', ended_on = today()"
        )
        refused("engagement.rule.partnership", petri, copy())
    }
}
