import Access
import Base
import HTTP
import Store
import Support
import Testing

/// What one end of an engagement wants to change, and what the other answers.
@Suite struct `A change of an engagement` {
    private let world: OfferFixture
    private let house: TestHouse

    init() throws {
        world = try OfferFixture("changes")
        house = world.house
    }

    /// The coordinator of an end, and where they write.
    private func end(_ slug: String) -> Guest { slug == "kumppani" ? world.petri : world.anna }

    private func change(_ id: String, _ slug: String, _ other: [String: String]) throws -> Page {
        let path = "/\(slug)/engagement-changes/\(id)"
        let open = try house.get("\(path)/new", as: end(slug))
        var form = try house.order
        form.set("experts", open.field("experts") ?? "")
        form.set("once", open.once(of: path) ?? "")
        for (name, value) in other { form.set(name, value) }
        return try house.ask(try house.sending(path, form, as: end(slug)))
    }

    private func answer(_ id: String, _ slug: String, _ what: String) throws -> Int {
        try house.post("/\(slug)/engagement-changes/\(id)/\(what)", as: end(slug)).status
    }

    private func revisions() throws -> String {
        try house.value(
            "select o.revision || ' ' || e.revision from engagement_order o join engagement e using (id)"
        )
    }

    @Test(arguments: [("kumppani", "yhdistys"), ("yhdistys", "kumppani")])
    func `holds once the other end agrees, and whoever has said yes is asked anew`(
        from: String,
        to: String
    ) throws {
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let id = try world.ordered(["experts": "2"])
        #expect(try world.ask([aino, bea], to: id).status == 303)
        let (first, second) = (try world.offer(of: aino, to: id), try world.offer(of: bea, to: id))
        for (offer, expert) in [(first, aino), (second, bea)] {
            #expect(try world.yes(offer, as: expert.guest).status == 303)
        }
        #expect(try world.states(id) == ["agreed", "agreed"])
        // Nothing changed, and nothing that cannot be.
        #expect(try change(id, from, [:]).status == 303)
        let wrong = try change(id, from, ["time.1.end": "12:00", "title": "Uusi nimi"])
        #expect(wrong.status == 422 && wrong.field("title") == "Uusi nimi")
        let new = [
            "time.1.start": "14:00", "time.1.end": "16:00", "host": "Ville, 050 123 4567",
            "title": "Uusi päivä",
        ]
        let sent = try change(id, from, new)
        #expect(sent.status == 303, "\(sent.text.suffix(3000))")
        // Until it is answered, everything stands as it was; and there is one at a time.
        #expect(try world.states(id) == ["agreed", "agreed"] && revisions() == "1 1")
        for slug in [from, to] {
            let once = try house.once(of: end(slug))
            #expect(try change(id, slug, ["fee": "90", "once": once]).status == 409)
        }
        #expect(try answer(id, from, "acceptance") == 409)
        let today = try house.get("/\(to)/today", as: end(to)).text
        #expect(today.contains("ehdottaa muutosta: Koulutuspäivä"))
        let shown = try house.get("/\(to)/engagement-changes/\(id)", as: end(to)).text
        #expect(shown.contains("klo 14:00–16:00") && shown.contains("Ennen: 15.1.2099 klo 13:00"))
        #expect(shown.contains("Ville") && !shown.contains("Rantakatu"))
        #expect(try answer(id, to, "refusal") == 303)
        #expect(try answer(id, to, "acceptance") == 409)
        #expect(try change(id, from, new).status == 303)
        #expect(try answer(id, from, "refusal") == 303)
        #expect(try change(id, from, new).status == 303)
        #expect(try answer(id, to, "acceptance") == 303)
        #expect(try world.states(id) == ["answered", "offering"] && revisions() == "2 2")
        for (slug, path) in [("kumppani", "orders"), ("yhdistys", "engagements")] {
            let page = try house.get("/\(slug)/\(path)/\(id)", as: end(slug)).text
            #expect(page.contains("klo 14:00–16:00") && page.contains("Ville"))
            #expect(!page.contains("Kerron: Aino"))
        }
        let mails = try house.mails(of: world.association).filter {
            $0.subject == "Muuttunut: Uusi päivä"
        }
        #expect(mails.count == 2 && mails.allSatisfy { $0.body.contains("/yhdistys/offers/") })
        // The expert reads what it was and what it is; who had the page open before is asked anew.
        let page = try house.get("/yhdistys/offers/\(first)", as: aino.guest)
        #expect(page.text.contains("Ennen: 15.1.2099 klo 13:00") && page.text.contains("Ville"))
        #expect(
            try house.get("/yhdistys/today", as: bea.guest).text.contains("on muuttunut")
                || house.get("/yhdistys/today", as: bea.guest).text.contains("muuttui")
        )
        #expect(try world.yes(first, as: aino.guest).status == 303)
        #expect(try world.states(id) == ["answered", "offering"])
        let last = try world.yes(second, as: bea.guest)
        #expect(last.status == 303, "\(last.text.suffix(3000))")
        let offers = try house.database.psql(
            "select o.state, o.revision, e.experts from engagement_offer o join engagement e on e.id = engagement_id"
        )
        #expect(try world.states(id) == ["agreed", "agreed"], "\(offers)")
        #expect(
            try house.get("/kumppani/orders/\(id)", as: world.petri).text.contains("Kerron: Aino")
        )
        #expect(
            try house.value(
                "select string_agg(distinct lower(during)::time::text, ' ') from expert_time"
            )
            .split(separator: " ").count == 1
        )
        for space in [world.association, world.partner] {
            let log = try house.log(of: space)
            for action in ["proposed", "declined", "accepted"] {
                #expect(log.contains("engagement.change-\(action) done"), "\(action)")
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `of what nobody has said yes to is told only`() throws {
        let aino = try world.expert("Aino")
        let id = try world.ordered()
        #expect(try world.ask([aino], to: id).status == 303)
        #expect(try world.yes(try world.offer(of: aino, to: id), as: aino.guest).status == 303)
        #expect(try change(id, "kumppani", ["host": "Ville, 050 123 4567"]).status == 303)
        #expect(try world.states(id) == ["agreed", "agreed"] && revisions() == "1 1")
        #expect(
            try house.get("/yhdistys/engagements/\(id)", as: world.anna).text.contains("Ville")
        )
        #expect(
            try house.mails(of: world.association).contains { $0.body.contains("tarkentuneet") }
        )
        #expect(try house.value("select count(*) from engagement_version") == "0")
        for space in [world.association, world.partner] {
            #expect(try house.log(of: space).contains("engagement.change-told done"))
        }
        // What has ended changes no more, and what was proposed goes with it.
        #expect(try change(id, "kumppani", ["fee": "90"]).status == 303)
        let open = try house.once(of: world.petri)
        #expect(
            try house.post("/kumppani/orders/\(id)/cancellation", as: world.petri).status == 303
        )
        #expect(try house.value("select count(*) from engagement_version") == "0")
        #expect(try answer(id, "yhdistys", "acceptance") == 409)
        let late = try change(id, "kumppani", ["fee": "91", "once": open])
        #expect(late.status == 409 && late.field("fee") == "91")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// What needs an answer is the same list in the app and in the database: each fact is changed alone.
    @Test func `of each fact alone is proposed or told`() throws {
        let id = try world.ordered()
        for (name, value) in [
            ("kind", "information"), ("purpose", "other"), ("audience", "peers"), ("title", "Muu"),
            ("wish", "Muu toive"), ("is_remote", "yes"), ("place", "Muualla"), ("group_size", "13"),
            ("others_present", "Kaksi"), ("minutes", "46"), ("equipment", "Taulu"),
            ("access", "Ramppi"), ("is_recorded", "yes"), ("has_media", "yes"), ("fee", "81"),
            ("travel_paid", "no"), ("host", "Ville"), ("experts", "2"), ("time.1.start", "13:30"),
        ] {
            let page = try change(id, "kumppani", [name: value])
            #expect(page.status == 303, "\(name)")
            let proposed = try house.value("select count(*) from engagement_version where is_own")
            if proposed != "0" { #expect(try answer(id, "kumppani", "refusal") == 303, "\(name)") }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Whoever has no account is told by the coordinator, and has no page to be sent to.
    @Test func `is mailed to those alone who answer for themselves`() throws {
        let veikko = try world.expert("Veikko", hasAccount: false)
        try world.behind(
            "update person set email = 'veikko@esimerkki.fi' where id = '\(veikko.person)'"
        )
        let id = try world.ordered(["experts": "2"])
        #expect(try world.ask([veikko], to: id).status == 303)
        let offer = try world.offer(of: veikko, to: id)
        try world.behind(
            """
            update engagement_offer set state = 'accepted', choice = 'fee', shown_name = 'V', told_on = today()
             where id = '\(offer)'
            """
        )
        #expect(try change(id, "kumppani", ["host": "Ville"]).status == 303)
        #expect(
            try house.mails(of: world.association).allSatisfy { !$0.subject.contains("Muuttunut") }
        )
    }

    /// Time goes on while a change waits.
    @Test func `is not accepted into the past, and goes with what is not held`() throws {
        let clock = Clock(at: .now)
        let then = try TestHouse("", clock: clock, on: house.database)
        let aino = try world.expert("Aino")
        let id = try world.ordered()
        #expect(try world.ask([aino], to: id).status == 303)
        #expect(try world.yes(try world.offer(of: aino, to: id), as: aino.guest).status == 303)
        #expect(try change(id, "kumppani", ["time.1.on": "2099-01-10"]).status == 303)
        clock.turn(to: try #require(Instant(iso: "2099-01-12T10:00:00Z")))
        let moment = "2099-01-12T10:00:00Z"
        try house.database.psql(
            "update accounts.session set created_at = '\(moment)', seen_at = '\(moment)'"
        )
        let path = "/yhdistys/engagement-changes/\(id)"
        #expect(try then.post("\(path)/acceptance", as: world.anna).status == 409)
        #expect(try world.states(id) == ["agreed", "agreed"])
        let later = "2099-01-15T12:00:00Z"
        clock.turn(to: try #require(Instant(iso: later)))
        try house.database.psql(
            "update accounts.session set created_at = '\(later)', seen_at = '\(later)'"
        )
        #expect(try then.post("/kumppani/orders/\(id)/no-show", as: world.petri).status == 303)
        #expect(try house.value("select count(*) from engagement_version") == "0")
        #expect(then.faults.all.isEmpty, "\(then.faults.all)")
    }

    /// An expert who does not answer anew is not waited for once others have.
    @Test func `lets somebody else come in the place of who does not answer`() throws {
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let id = try world.ordered()
        #expect(try world.ask([aino], to: id).status == 303)
        let first = try world.offer(of: aino, to: id)
        #expect(try world.yes(first, as: aino.guest).status == 303)
        #expect(try change(id, "kumppani", ["time.2.on": "2099-02-16"]).status == 303)
        let once = try house.get("/yhdistys/offers/\(first)", as: aino.guest)
            .once(of: "/yhdistys/offers/\(first)")
        #expect(try answer(id, "yhdistys", "acceptance") == 303)
        // A page of before the change is no yes to what it is now.
        let stale = try world.yes(first, as: aino.guest, ["once": once ?? ""])
        #expect(stale.status == 409 && stale.text.contains("Ennen:"))
        #expect(try world.ask([bea], to: id).status == 303)
        #expect(try world.yes(try world.offer(of: bea, to: id), as: bea.guest).status == 303)
        #expect(try world.states(id) == ["agreed", "agreed"])
        #expect(
            try house.get("/yhdistys/offers/\(first)", as: aino.guest).text.contains("Kiitos")
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database`() throws {
        let id = try world.ordered()
        let auditor = try house.member(of: world.partner, .auditor)
        func refused(_ why: String, _ guest: Guest?, _ sql: String, in space: TestSpace? = nil) {
            let said = refusal(house, in: space ?? world.partner, as: guest, sql) ?? "nothing"
            #expect(said.contains(why), "\(sql) \(said)")
        }
        func version(_ revision: Int, isOwn: Bool = true, fee: Int = 9000) -> String {
            """
            insert into engagement_version (tenant_id, engagement_id, revision, is_own, kind, purpose, audience, title, wish,
                is_remote, place, group_size, others_present, minutes, equipment, access, is_recorded, has_media, fee,
                travel_paid, host, experts)
              select tenant_id, id, \(revision), \(isOwn), kind, purpose, audience, title, wish, is_remote, place, group_size,
                others_present, minutes, equipment, access, is_recorded, has_media, \(fee), travel_paid, host, experts
                from engagement_order
            """
        }
        refused("engagement.rule.coordinator", auditor, version(2))
        refused("engagement.rule.other-end", world.petri, version(2))
        refused("engagement.rule.other-end", world.petri, version(2, isOwn: false))
        refused("engagement.rule.proposed", world.petri, version(3))
        refused("engagement.rule.proposed", world.petri, version(0))
        // What needs an answer is not told only, whatever its letter says.
        let letter = """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              select '\(world.partner.id)', gen_random_uuid(), 'out', 'engagement.changed', '\(world.association.id)', '\(id)',
                to_jsonb(o) - '{tenant_id,id,partnership_id,other_id,other_name,state,created_at,changed_at,done_on,done_end,objected_on,is_late}'::text[]
                || jsonb_build_object('engagement', id, 'partnership', partnership_id, 'organisation', 'x',
                  'fee', 9000, 'times', jsonb_build_array(
                    jsonb_build_object('number', 1, 'date', '2099-01-15', 'starts', '13:00', 'ends', '15:00'),
                    jsonb_build_object('number', 2, 'date', '2099-01-16', 'starts', '13:00', 'ends', '15:00')))
                from engagement_order o
            """
        refused("engagement.rule.needs-answer", world.petri, "\(letter); \(version(1))")
        refused("engagement.rule.state-changed", world.petri, "select engagement_revise('\(id)')")
        refused(
            "engagement.rule.state-changed",
            world.petri,
            "update engagement_order set fee = 9000"
        )
        refused("permission denied", world.petri, "update engagement_order set revision = 2")
        refused(
            "permission denied",
            world.anna,
            "update engagement set fee = 1",
            in: world.association
        )
        for sql in [
            "delete from order_time",
            "insert into order_time values ('\(world.partner.id)', '\(id)', 3, '2099-03-01', '10:00', '11:00')",
        ] {
            refused("engagement.rule.state-changed", world.petri, sql)
        }
        #expect(try change(id, "kumppani", ["fee": "90"]).status == 303)
        let time = """
            insert into engagement_version_time (tenant_id, engagement_id, revision, number, held_on, starts_at, ends_at)
              values ('\(world.partner.id)', '\(id)', 2, 3, '2099-03-01', '10:00', '11:00')
            """
        refused("engagement.rule.other-end", world.petri, time)
        refused("permission denied", world.petri, "update engagement_version set fee = 1")
        refused("engagement.rule.other-end", world.petri, "delete from engagement_version")
        for (guest, space) in [(world.petri, world.partner), (world.anna, world.association)] {
            refused(
                "engagement.rule.other-end",
                guest,
                "select engagement_revise('\(id)')",
                in: space
            )
        }
        refused("engagement.rule.proposed", world.petri, version(2))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
