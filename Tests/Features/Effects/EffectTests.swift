import Access
import Base
import Foundation
import HTTP
import Store
import Support
import Testing

/// Whether an engagement changed anything.
@Suite struct `The question of effects` {
    private let world: OfferFixture
    private let house: TestHouse
    private let aino: OfferFixture.Expert
    private let id: String
    private let offer: String

    /// An engagement that one expert has said yes to.
    init() throws {
        world = try OfferFixture("effects")
        house = world.house
        aino = try world.expert("Aino")
        id = try world.ordered()
        try world.ask([aino], to: id)
        offer = try world.offer(of: aino, to: id)
        #expect(try world.yes(offer, as: aino.guest).status == 303)
    }

    private func close() throws {
        try world.behind(
            "update order_time set held_on = '2020-01-15'; update engagement_time set held_on = '2020-01-15'"
        )
        #expect(try house.post("/kumppani/orders/\(id)/done", as: world.petri).status == 303)
    }

    private func answer(_ path: String, _ answer: String, as guest: Guest?) throws -> Page {
        guard let guest else { throw Failure.broken(Fault("nobody answers")) }
        let once = try house.get(path, as: guest).once(of: path) ?? house.once(of: guest)
        return try house.ask(
            try house.sending(path, ["answer": answer, "once": once], as: guest)
        )
    }

    /// What is counted, as `answer=number`, in a space.
    private func counted(_ space: TestSpace) throws -> String {
        try house.value(
            "select string_agg(answer || '=' || given, ' ' order by answer) from effect_answer where tenant_id = '\(space.id)'"
        )
    }

    @Test func `is answered once at each end, and counted without whose answer it was`() throws {
        let (own, theirs) = ("/yhdistys/offers/\(offer)/effect", "/kumppani/orders/\(id)/effect")
        // Before it is held there is nothing to answer, and no link to it.
        #expect(
            try house.get(own, as: aino.guest).text.contains(
                "kun toimeksianto on merkitty pidetyksi"
            )
        )
        #expect(try answer(own, "yes", as: aino.guest).status == 409)
        #expect(try !house.get("/yhdistys/offers/\(offer)", as: aino.guest).text.contains(own))
        try close()
        #expect(try house.get("/yhdistys/offers/\(offer)", as: aino.guest).text.contains(own))
        #expect(try house.get("/kumppani/orders/\(id)", as: world.petri).text.contains(theirs))
        #expect(try answer(own, "", as: aino.guest).status == 422)
        #expect(try answer(own, "paljon", as: aino.guest).status == 422)
        let given = try answer(own, "yes", as: aino.guest)
        #expect(given.status == 303 && given.location.contains("effect.done.thanks"))
        #expect(try counted(world.association) == "maybe=0 no=0 unknown=0 yes=1")
        #expect(try house.get(own, as: aino.guest).text.contains("Tähän on jo vastattu. Kiitos!"))
        #expect(try answer(own, "no", as: aino.guest).status == 409)
        #expect(try answer(theirs, "maybe", as: world.petri).status == 303)
        #expect(try answer(theirs, "maybe", as: world.petri).status == 409)
        #expect(try counted(world.association) == "maybe=0 no=0 unknown=0 yes=1")
        #expect(try counted(world.partner) == "maybe=1 no=0 unknown=0 yes=0")
        // Nobody else answers, or learns of it.
        let bea = try world.expert("Bea")
        for guest in [bea.guest, world.anna] {
            #expect([403, 404].contains(try house.get(own, as: guest).status))
        }
        #expect([403, 404].contains(try house.get(theirs, as: world.anna).status))
        for (path, guest) in [
            ("/yhdistys/engagements/\(id)", world.anna), ("/yhdistys/today", world.anna),
            ("/kumppani/orders/\(id)", world.petri),
        ] {
            #expect(try !house.get(path, as: guest).text.contains("minua kuultiin"), "\(path)")
        }
        #expect(
            try !house.get("/yhdistys/engagements/\(id)", as: world.anna).text.contains(
                "muuttiko toimeksianto"
            )
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Neither table, nor log, nor what keeps a form from being sent twice tells an answer from another.
    @Test func `leaves the same behind whatever was answered`() throws {
        try close()
        let path = "/yhdistys/offers/\(offer)/effect"
        #expect(try answer(path, "maybe", as: aino.guest).status == 303)
        let columns = try house.value(
            """
            select string_agg(column_name, ' ' order by ordinal_position) from information_schema.columns
             where table_schema = 'public' and table_name = 'effect_answer'
            """
        )
        #expect(columns == "tenant_id month answer given")
        #expect(
            try house.value(
                "select string_agg(column_name, ' ' order by ordinal_position) from information_schema.columns where table_schema = 'public' and table_name = 'effect_mark'"
            ) == "tenant_id matter_id"
        )
        // Not even the rows' transactions tell which of them was meant.
        #expect(
            try house.value(
                "select count(distinct xmin::text) || ' ' || count(*) from effect_answer"
            ) == "1 4"
        )
        let logged = try house.database.psql(
            """
            select p.body ~ 'maybe|Ehkä', p.body from log.event e
              join log.event_part p on (p.tenant_id, p.event_id) = (e.tenant_id, e.id) where e.action = 'offer.effect-told'
            """
        )
        #expect(!logged.isEmpty && logged.allSatisfy { $0[0] == "f" }, "\(logged)")
        #expect(try house.log(of: world.association).contains("offer.effect-told done"))
        #expect(
            try house.value(
                "select count(*) from submission s where s::text ~ 'answer=|maybe'"
            ) == "0"
        )
    }

    @Test func `is refused by the database to whoever it is not for, and twice`() throws {
        func give(
            _ matter: String,
            _ answer: String = "yes",
            in space: TestSpace? = nil,
            as guest: Guest?
        ) -> String {
            do {
                _ = try runScript(
                    house.database.app,
                    """
                    begin; set local app.tenant = '\((space ?? world.association).id)';
                    set local app.actor = '\(guest?.membership.text ?? "")';
                    select effect_give('\(matter)', '\(answer)'); commit
                    """
                )
                return "given"
            } catch { return "\(error)" }
        }
        func refused(_ answer: String, _ why: String) -> Bool { answer.contains(why) }
        #expect(refused(give(offer, as: aino.guest), "effect.rule.not-held"))
        #expect(refused(give(id, in: world.partner, as: world.petri), "effect.rule.not-held"))
        try close()
        let bea = try world.expert("Bea")
        for (matter, space, guest) in [
            (offer, world.association, bea.guest), (offer, world.association, world.anna),
            (offer, world.association, nil), (id, world.association, aino.guest),
            (offer, world.partner, world.petri), (id, world.association, world.anna),
            (UUID().uuidString.lowercased(), world.association, aino.guest),
        ] {
            #expect(refused(give(matter, in: space, as: guest), "effect.rule.own"), "\(matter)")
        }
        // What is no answer is not counted, and leaves no mark.
        #expect(give(offer, "paljon", as: aino.guest) != "given")
        #expect(try house.value("select count(*) from effect_mark") == "0")
        #expect(give(offer, as: aino.guest) == "given")
        #expect(refused(give(offer, "no", as: aino.guest), "effect.rule.answered"))
        // Nobody counts past the function, or takes a mark away.
        for sql in [
            "insert into effect_answer (tenant_id, month, answer, given) values ('\(world.association.id)', 24311, 'no', 9)",
            "update effect_answer set given = 9", "delete from effect_answer",
            "insert into effect_mark (tenant_id, matter_id) values ('\(world.association.id)', '\(id)')",
            "delete from effect_mark",
        ] {
            #expect(throws: (any Error).self, "\(sql)") {
                try runScript(
                    house.database.app,
                    "begin; set local app.tenant = '\(world.association.id)'; \(sql); commit"
                )
            }
        }
        #expect(try counted(world.association) == "maybe=0 no=0 unknown=0 yes=1")
    }

    @Test func `shows in the figures once five have answered`() throws {
        try world.behind(
            """
            insert into engagement (tenant_id, id, partnership_id, other_id, other_name, state, kind, purpose, audience, title, wish,
                is_remote, place, group_size, others_present, minutes, equipment, access, is_recorded, has_media, fee,
                travel_paid, host, experts)
              select e.tenant_id, gen_random_uuid(), e.partnership_id, e.other_id, e.other_name, 'done', e.kind, e.purpose, e.audience,
                'X', 'Y', false, 'P', 1, '', 45, '', '', false, false, 0, false, 'O', 1
                from engagement e, generate_series(1, 5);
            insert into engagement_time (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
              select tenant_id, id, 1, today(), '09:00', '10:00' from engagement where state = 'done'
            """
        )
        func figures() throws -> String {
            try house.get("/yhdistys/engagement-figures/export.csv", as: world.anna).text
                .replacing("\"", with: "")
        }
        func give(_ yes: Int, _ no: Int, daysAgo: Int = 92) throws {
            try world.behind(
                """
                delete from effect_answer;
                insert into effect_answer (tenant_id, month, answer, given)
                  select '\(world.association.id)',
                      extract(year from d)::int * 12 + extract(month from d)::int - 1, a, n
                    from (values ('yes', \(yes)), ('no', \(no))) x (a, n), (select today() - \(daysAgo) as d) y
                """
            )
        }
        try give(3, 1)
        #expect(try !figures().contains("Vastauksia"))
        try give(6, 5)
        #expect(try figures().contains("Kyllä, minua kuultiin ja jokin muuttuu;6\r\n"))
        try give(6, 2)
        let shown = try figures()
        #expect(shown.contains("jokin muuttuu;–") && shown.contains("Ei;–"), "\(shown)")
        #expect(shown.contains("En osaa sanoa;0"))
        // An answer of today changes nothing that can be read beside the log.
        try give(60, 50, daysAgo: 0)
        #expect(try !figures().contains("Vastauksia"))
    }
}
