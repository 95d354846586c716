import Access
import Base
import HTTP
import Support
import Testing

/// An association and a partner, from the proposal to the end, at both ends.
@Suite struct `A partnership` {
    private let house: TestHouse
    private let association: TestSpace
    private let partner: TestSpace
    private let anna: Guest
    private let petri: Guest

    init() throws {
        house = try TestHouse("partnership")
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        anna = try house.member(of: association, .coordinator)
        petri = try house.member(of: partner, .coordinator)
    }

    private static let offer: KeyValuePairs<String, String> = [
        "partner": "kumppani", "fee_payer": "partner", "valid_from": "2026-12-01",
        "valid_until": "2099-06-30", "terms": "Kaksi koulutusta vuodessa.",
    ]

    private func propose(
        _ form: KeyValuePairs<String, String> = offer
    ) throws -> Page {
        try house.post("/yhdistys/partnerships", form, as: anna)
    }

    private func id() throws -> String {
        try house.value("select id from partnership order by created_at desc, id limit 1")
    }

    private func states() throws -> [String] {
        try house.database.psql(
            """
            select p.state || ' ' || coalesce(p.version::text, '-') from partnership p join space s on s.id = p.tenant_id
             order by s.kind
            """
        )
        .map { $0[0] }
    }

    private func answer(_ answer: String, _ version: Int, as guest: Guest) throws -> Page {
        let slug = guest.membership == anna.membership ? "yhdistys" : "kumppani"
        return try house.post(
            "/\(slug)/partnerships/\(try id())/answer",
            ["version": String(version), "answer": answer],
            as: guest
        )
    }

    @Test func `is proposed, accepted, changed with the other's yes, and ended, at both ends`()
        throws
    {
        try house.database.psql(
            "update space set contact_email = 'toimisto@yhdistys.example' where slug = 'yhdistys'"
        )
        let sent = try propose()
        #expect(sent.status == 303, "\(sent.text.suffix(2000))")
        #expect(try states() == ["proposed -", "proposed -"])
        let today = try house.get("/kumppani/today", as: petri).text
        #expect(today.contains("ehdottaa kumppanuutta"))
        let path = "/kumppani/partnerships/\(try id())"
        #expect(today.contains(path))
        let page = try house.get(path, as: petri).text
        for told in [
            "Kaksi koulutusta vuodessa.", "1.12.2026", "30.6.2099", "Hyväksy", "Kieltäydy",
            "toimisto@yhdistys.example",
        ] {
            #expect(page.contains(told), "\(told)")
        }
        // Who has proposed it does not answer, and does not learn the partner's name before it has.
        let own = try house.get("/yhdistys/partnerships/\(try id())", as: anna).text
        #expect(!own.contains("value=\"accepted\""))
        #expect(try answer("accepted", 1, as: anna).status == 409)
        #expect(try propose().status == 409)
        #expect(try answer("accepted", 1, as: petri).status == 303)
        #expect(try states() == ["active 1", "active 1"])
        #expect(try answer("accepted", 1, as: petri).status == 409)
        #expect(!(try house.get("/kumppani/today", as: petri)).text.contains(path))
        #expect(try house.get("/yhdistys/partnerships", as: anna).text.contains("Tila kumppani"))

        // Either end proposes other terms; those that are agreed on hold meanwhile.
        let terms = "\(path)/terms"
        let form: KeyValuePairs<String, String> = [
            "fee_payer": "association", "valid_from": "2026-12-01", "valid_until": "",
            "terms": "Kolme koulutusta vuodessa.",
        ]
        let late = try house.get("/yhdistys/partnerships/\(try id())/terms", as: anna)
        let once = try house.get(terms, as: petri).field("once") ?? ""
        var change = Form()
        for (name, value) in form { change.append(name, value) }
        change.set("once", once)
        let request = try house.sending(terms, change, as: petri)
        #expect(try house.ask(request).status == 303)
        #expect(try states() == ["active 1", "active 1"])
        #expect(try house.get(terms, as: petri).status == 409)
        // Who was writing other terms meanwhile loses nothing of them.
        #expect(late.status == 200)
        var typed = Form()
        for (name, value) in form { typed.append(name, value) }
        typed.set("terms", "Neljä koulutusta.")
        typed.set("once", late.field("once") ?? "")
        let lost = try house.ask(
            try house.sending("/yhdistys/partnerships/\(try id())/terms", typed, as: anna)
        )
        #expect(lost.status == 409)
        #expect(lost.text.contains("Neljä koulutusta.") && lost.text.contains("jo muutosehdotus"))
        let asked = try house.get("/yhdistys/today", as: anna).text
        #expect(asked.contains("ehdottaa muutosta kumppanuuden ehtoihin"))
        #expect(try answer("declined", 2, as: anna).status == 303)
        #expect(try states() == ["active 1", "active 1"])
        #expect(try house.get(path, as: petri).text.contains("Ei hyväksytty"))

        let ended = try house.post("/yhdistys/partnerships/\(try id())/ending", as: anna)
        #expect(ended.status == 303)
        #expect(try states() == ["ended 1", "ended 1"])
        let again = try house.post("\(path)/ending", as: petri)
        #expect(again.status == 409)
        for space in [association, partner] {
            let log = try house.log(of: space)
            for action in ["proposed", "accepted", "changed", "declined", "ended"] {
                #expect(log.contains("partnership.\(action) done"), "\(action)")
            }
        }
        // Then another may be proposed.
        #expect(try propose().status == 303)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is proposed to partners alone, and who cannot be is as unknown as who is not`()
        throws
    {
        _ = try house.space("tyonantaja", .employer)
        _ = try house.space("suljettu", .partner)
        try house.database.psql("update space set state = 'suspended' where slug = 'suljettu'")
        let pages = try ["tyonantaja", "suljettu", "eiole", "yhdistys"].map { slug in
            let sent = try house.post(
                "/yhdistys/partnerships",
                [
                    "partner": slug, "fee_payer": "partner", "valid_from": "2026-12-01",
                    "valid_until": "2026-11-01", "terms": "Ehdot",
                ],
                as: anna
            )
            #expect(sent.status == 422 && sent.text.contains("ei voi päättyä ennen"))
            let page = try house.post(
                "/yhdistys/partnerships",
                [
                    "partner": slug, "fee_payer": "partner", "valid_from": "2026-12-01",
                    "valid_until": "", "terms": "Ehdot",
                ],
                as: anna
            )
            #expect(page.status == 422 && page.field("partner") == slug)
            return page.text.contains("Tällä tunnuksella ei ole tilaa")
        }
        #expect(pages == [true, true, true, true])
        #expect(try house.value("select count(*) from partnership") == "0")
        // The longest terms fit into their letter.
        let long = try propose([
            "partner": "kumppani", "fee_payer": "partner", "valid_from": "2026-12-01",
            "valid_until": "", "terms": String(repeating: "🌲", count: 1500),
        ])
        #expect(long.status == 303, "\(long.text.suffix(2000))")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `ends by itself at both ends when its last day is over, and is told of before that`()
        throws
    {
        _ = try propose()
        _ = try answer("accepted", 1, as: petri)
        func until(_ days: Int) throws {
            try house.database.psql(
                """
                set session_replication_role = replica; update partnership_terms set valid_from = '2026-01-01', valid_until = today() + \(days)
                """
            )
        }
        for (days, isTold) in [(61, false), (60, true), (0, true)] {
            try until(days)
            for (slug, guest) in [("yhdistys", anna), ("kumppani", petri)] {
                let today = try house.get("/\(slug)/today", as: guest).text
                #expect(today.contains("Kumppanuus päättyy pian") == isTold, "\(days) \(slug)")
            }
            try house.housekeeping()
            #expect(try states() == ["active 1", "active 1"])
        }
        // A partner that is suspended meanwhile holds nothing up.
        try house.database.psql("update space set state = 'suspended' where slug = 'kumppani'")
        try until(-1)
        try house.housekeeping()
        #expect(try states() == ["ended 1", "ended 1"])
        try house.housekeeping()
        #expect(
            try house.log(of: partner).filter { $0.hasPrefix("partnership.ended") }.count == 1
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        let other = try house.space("toinen", .association)
        let auditor = try house.member(of: association, .auditor)
        _ = try propose()
        let id = try id()
        func refused(_ why: String, _ member: Guest?, in space: TestSpace, _ sql: String) {
            let actor = member.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self) {
                try house.asApp("\(actor)\(sql)", in: space)
            }
            #expect("\(refusal.map { "\($0)" } ?? "")".contains(why), "\(sql)")
        }
        func insert(_ space: TestSpace, _ there: TestSpace) -> String {
            """
            insert into partnership (tenant_id, id, other_id, other_name)
              values ('\(space.id)', gen_random_uuid(), '\(there.id)', 'x')
            """
        }
        func terms(_ space: TestSpace, _ version: Int, isOwn: Bool) -> String {
            """
            insert into partnership_terms (tenant_id, partnership_id, version, is_own, terms, fee_payer, valid_from)
              values ('\(space.id)', '\(id)', \(version), \(isOwn), 'x', 'partner', today())
            """
        }
        let answered =
            "update partnership_terms set answer = 'accepted' where partnership_id = '\(id)'"
        let active = "update partnership set state = 'active', version = 1 where id = '\(id)'"
        // Between an association, by its coordinator, and a partner, by letter.
        refused("partnerships.rule.pair", anna, in: association, insert(association, other))
        refused(
            "partnerships.rule.coordinator",
            auditor,
            in: association,
            insert(association, partner)
        )
        refused("partnerships.rule.coordinator", petri, in: partner, insert(partner, other))
        refused("partnerships.rule.pair-open", anna, in: association, insert(association, partner))
        refused(
            "partnerships.rule.coordinator",
            anna,
            in: association,
            insert(partner, association)
        )
        // The other end answers; nothing is agreed on without.
        refused("partnerships.rule.other-end", anna, in: association, answered)
        refused("partnerships.rule.answer", anna, in: association, active)
        refused("partnerships.rule.other-end", nil, in: partner, answered)
        // One proposal at a time, in order; what the other end proposes has come by letter.
        refused(
            "partnerships.rule.state-changed",
            anna,
            in: association,
            terms(association, 2, isOwn: true)
        )
        _ = try answer("accepted", 1, as: petri)
        refused(
            "partnerships.rule.state-changed",
            anna,
            in: association,
            terms(association, 3, isOwn: true)
        )
        refused(
            "partnerships.rule.coordinator",
            anna,
            in: association,
            terms(association, 2, isOwn: false)
        )
        refused("partnerships.rule.state-changed", petri, in: partner, answered)
        refused(
            "permission denied",
            anna,
            in: association,
            "update partnership_terms set terms = 'y'"
        )
        refused("permission denied", anna, in: association, "delete from partnership")
        refused(
            "permission denied",
            anna,
            in: association,
            "update partnership set agreed_on = null"
        )
        // What was agreed on last holds.
        let change = try house.get("/kumppani/partnerships/\(id)/terms", as: petri)
        let form: Form = [
            "fee_payer": "association", "valid_from": "2026-12-01", "terms": "Toiset ehdot.",
            "once": change.field("once") ?? "",
        ]
        let path = "/kumppani/partnerships/\(id)/terms"
        #expect(try house.ask(try house.sending(path, form, as: petri)).status == 303)
        #expect(try answer("accepted", 2, as: anna).status == 303)
        refused(
            "partnerships.rule.state-changed",
            anna,
            in: association,
            "update partnership set version = 1 where id = '\(id)'"
        )
        // It ends by a coordinator, a letter, or its last day, and does not come back.
        let end = "update partnership set state = 'ended' where id = '\(id)'"
        refused("partnerships.rule.coordinator", nil, in: association, end)
        refused("partnerships.rule.coordinator", auditor, in: association, end)
        #expect(try house.post("/kumppani/partnerships/\(id)/ending", as: petri).status == 303)
        refused("partnerships.rule.state-changed", anna, in: association, active)
        refused(
            "partnerships.rule.state-changed",
            anna,
            in: association,
            "update partnership set other_name = 'y'"
        )
        // Letters go between an association and a partner, never between two of a kind.
        refused(
            "a letter does not pass this way",
            anna,
            in: association,
            """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              values ('\(association.id)', gen_random_uuid(), 'out', 'partnership.ended', '\(other.id)', '\(id)',
                '{"partnership": "\(id)", "organisation": "x"}')
            """
        )
    }

    @Test func `answered and taken back at the same moment, one of the two happens`() throws {
        for round in 1...6 {
            #expect(try propose().status == 303)
            let id = try id()
            let path = "/kumppani/partnerships/\(id)/answer"
            let accept: Form = ["version": "1", "answer": "accepted"]
            let requests = [
                try house.sending(path, accept, as: petri),
                try house.sending("/yhdistys/partnerships/\(id)/ending", as: anna),
            ]
            let statuses = house.race(requests)
            let ends = try house.database.psql(
                "select distinct state from partnership where id = '\(id)'"
            )
            #expect(ends == [["ended"]], "\(round) \(statuses) \(ends)")
            #expect(statuses.contains(303), "\(statuses)")
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
