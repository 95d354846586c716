import Access
import Base
import HTTP
import Support
import Testing

/// What helped or hindered in an engagement.
@Suite struct `A finding` {
    private let world: OfferFixture
    private let house: TestHouse
    private let aino: OfferFixture.Expert
    private let veikko: OfferFixture.Expert
    private let id: String

    /// An engagement that was held, to which one with an account and one without came.
    init() throws {
        world = try OfferFixture("findings")
        house = world.house
        aino = try world.expert("Aino")
        veikko = try world.expert("Veikko", hasAccount: false)
        id = try world.ordered()
        for state in ["order", ""] {
            try world.behind(
                "update engagement\(state.isEmpty ? "" : "_order") set state = 'done' where id = '\(id)'"
            )
        }
        for one in [aino, veikko] {
            try world.behind(
                """
                insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by, state, choice, shown_name)
                  values ('\(world.association.id)', gen_random_uuid(), '\(id)', '\(one.person)', 1, today(), 'accepted', 'nothing',
                    'Nimi')
                """
            )
        }
    }

    private func write(
        _ body: String,
        person: ID<Person>? = nil,
        told: String = "",
        as guest: Guest?
    ) throws -> Page {
        let path = "/yhdistys/engagement-findings/\(id)"
        var form: Form = ["matter": "hindered", "body": body]
        if let person {
            form.set("person", person.text)
            form.set("told_on", told)
        }
        guard let guest else { throw Failure.broken(Fault("nobody writes")) }
        return try house.ask(try house.sending(path, form, as: guest))
    }

    private func act(_ name: String, _ page: Page, as guest: Guest?) throws -> Int {
        try house.post("\(page.location.prefix { $0 != "?" })/\(name)", as: guest).status
    }

    private func list(_ space: String, as guest: Guest?) throws -> String {
        try house.get("/\(space)/findings", as: guest).text
    }

    @Test func `is shared once who came has approved it, without a name`() throws {
        let own = try write("Portaat olivat jyrkät", as: aino.guest)
        #expect(own.status == 303)
        let code = try write("Tunnus 131052-308T", as: aino.guest)
        #expect(code.status == 422 && code.text.contains("Tunnus 131052-308T"))
        let theirs = try write("Puhe jäi lyhyeksi", person: aino.person, as: world.anna)
        #expect(theirs.status == 303)
        #expect(try act("sharing", theirs, as: world.anna) == 409)
        #expect(try act("approval", theirs, as: world.anna) == 403)
        #expect(!(try list("kumppani", as: world.petri)).contains("Portaat"))
        #expect(
            try house.get("/yhdistys/today", as: aino.guest).text.contains("Saako havainnon jakaa")
        )
        #expect(try act("approval", theirs, as: aino.guest) == 303)
        #expect(try act("refusal", theirs, as: aino.guest) == 409)
        #expect(try act("sharing", own, as: aino.guest) == 403)
        for one in [own, theirs] { #expect(try act("sharing", one, as: world.anna) == 303) }
        #expect(try act("sharing", own, as: world.anna) == 409)
        let there = try list("kumppani", as: world.petri)
        #expect(there.contains("Portaat olivat jyrkät") && there.contains("Puhe jäi lyhyeksi"))
        let at = own.location.split(separator: "/").last?.prefix { $0 != "?" } ?? ""
        let page = try house.get("/kumppani/findings/\(at)", as: world.petri)
        #expect(page.status == 200 && !page.text.contains("Aino"))
        let letters = try house.value(
            "select string_agg(body::text, ' ') from letter where kind = 'finding.shared'"
        )
        #expect(!letters.contains("Aino") && letters.contains("Portaat"))
        let declined = try write("Ei jaeta tätä", person: aino.person, as: world.anna)
        #expect(try act("refusal", declined, as: aino.guest) == 303)
        #expect(try act("sharing", declined, as: world.anna) == 409)
        // Of somebody without an account the day is said, of others it is not.
        let today = try house.value("select today()")
        let early = try write("Puhelimessa", person: veikko.person, as: world.anna)
        #expect(early.status == 409 && early.text.contains("Puhelimessa"))
        #expect(try write("x", person: aino.person, told: today, as: world.anna).status == 409)
        let told = try write("Puhelimessa", person: veikko.person, told: today, as: world.anna)
        #expect(try act("sharing", told, as: world.anna) == 303)
        let file = try house.get("/yhdistys/findings/export.csv", as: world.anna)
        #expect(file.text.contains("Puhelimessa") && !file.text.contains("Veikko"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        func refused(_ why: String, _ guest: Guest?, in space: TestSpace? = nil, _ sql: String) {
            let actor = guest.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self, "\(why)") {
                try house.asApp(actor + sql, in: space ?? world.association)
            }
            #expect("\(refusal.map { "\($0)" } ?? "")".contains(why), "\(why) \(refusal as Any)")
        }
        func added(
            _ person: ID<Person>?,
            told: String = "null",
            of engagement: String? = nil,
            in space: TestSpace? = nil
        ) -> String {
            """
            insert into finding (tenant_id, id, engagement_id, person_id, matter, body, told_on)
              values ('\((space ?? world.association).id)', gen_random_uuid(), '\(engagement ?? id)',
                \(person.map { "'\($0)'" } ?? "null"), 'helped', 'x', \(told))
            """
        }
        let bea = try world.expert("Bea")
        let open = try world.ordered()
        refused("not-held", world.anna, added(aino.person, of: open))
        refused("not-there", world.anna, added(bea.person))
        refused("rule.own", bea.guest, added(aino.person))
        refused("rule.told", world.anna, added(veikko.person))
        refused("rule.told", world.anna, added(veikko.person, told: "today() + 1"))
        refused("rule.told", aino.guest, added(aino.person, told: "today()"))
        refused("other-end", world.petri, in: world.partner, added(nil, in: world.partner))
        let theirs = try write("Puhe jäi lyhyeksi", person: aino.person, as: world.anna)
        #expect(theirs.status == 303)
        let one = try house.value("select id from finding")
        func moved(_ state: String) -> String {
            "update finding set state = '\(state)' where id = '\(one)'"
        }
        refused("rule.own", world.anna, moved("approved"))
        refused("state-changed", world.anna, moved("shared"))
        func letter(_ text: String) -> String {
            """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              values ('\(world.association.id)', gen_random_uuid(), 'out', 'finding.shared', '\(world.partner.id)', '\(id)',
                jsonb_build_object('engagement', '\(id)', 'finding', '\(one)', 'organisation', 'Yhdistys', 'helped', false,
                  'text', '\(text)'))
            """
        }
        refused("not-approved", world.anna, letter("Puhe jäi lyhyeksi"))
        #expect(try act("approval", theirs, as: aino.guest) == 303)
        refused("not-approved", world.anna, letter("Muut sanat"))
        refused("coordinator", aino.guest, letter("Puhe jäi lyhyeksi"))
        refused("other-end", world.anna, moved("shared"))
        refused("coordinator", aino.guest, moved("shared"))
        // Whose it is not sees that it is there no more than what it says.
        #expect(try world.seen("count(*) from finding", bea.guest) == "0")
        #expect(try world.seen("count(*) from finding", aino.guest) == "1")
    }
}
