import Access
import Base
import HTTP
import Store
import Support
import Terms
import Testing

/// How an engagement ends: held, objected to, cancelled late, or with a client who did not appear.
@Suite struct `The end of an engagement` {
    private let world: OfferFixture
    private let house: TestHouse
    private let clock = Clock(at: .now)
    /// The same house at another moment.
    private let then: TestHouse

    init() throws {
        world = try OfferFixture("ending")
        house = world.house
        then = try TestHouse("", clock: clock, on: house.database)
    }

    /// An engagement to which an expert has said yes; its id.
    private func agreed(_ other: [String: String] = [:]) throws -> String {
        let expert = try world.expert("Aino")
        let id = try world.ordered(other)
        try world.ask([expert], to: id)
        let offer = try world.offer(of: expert, to: id)
        #expect(try world.yes(offer, as: expert.guest).status == 303)
        #expect(try world.states(id) == ["agreed", "agreed"])
        return id
    }

    @Test func `is objected to for as many days in the database as on the pages`() throws {
        let days = try house.value("select objects_until('2026-11-28') - date '2026-11-28'")
        #expect(days == "\(EngagementEnding.daysToObject)")
    }

    /// From here on it is another moment.
    private func turn(to moment: String) throws {
        clock.turn(to: try #require(Instant(iso: moment)))
        try house.database.psql(
            "update accounts.session set created_at = '\(moment)', seen_at = '\(moment)'"
        )
    }

    private func order(_ act: String, _ id: String) throws -> Page {
        try then.post("/kumppani/orders/\(id)/\(act)", as: world.petri)
    }

    private func engagement(_ act: String, _ id: String) throws -> Page {
        try then.post("/yhdistys/engagements/\(id)/\(act)", as: world.anna)
    }

    private func pages(_ id: String) throws -> [String] {
        [
            try then.get("/kumppani/orders/\(id)", as: world.petri).text,
            try then.get("/yhdistys/engagements/\(id)", as: world.anna).text,
        ]
    }

    private func todays() throws -> [String] {
        [
            try then.get("/kumppani/today", as: world.petri).text,
            try then.get("/yhdistys/today", as: world.anna).text,
        ]
    }

    @Test func `is objected to by the other end until the seventh day, and stands after it`()
        throws
    {
        let id = try agreed(["title": "Päättyvä"])
        try turn(to: "2099-01-16T14:00:00Z")
        #expect(try order("done", id).status == 303)
        let (own, its) = (try pages(id)[0], try pages(id)[1])
        #expect(own.contains("Merkitsitte toimeksiannon pidetyksi 16.1.2099"))
        #expect(its.contains("Tila kumppani merkitsi toimeksiannon pidetyksi 16.1.2099"))
        #expect(its.contains("Voit sanoa 23.1.2099 asti") && !own.contains("/objection"))
        #expect(try todays()[1].contains("Tila kumppani merkitsi pidetyksi: Päättyvä"))
        // One's own mark is not for oneself to object to.
        #expect(try order("objection", id).status == 409)
        // The whole seventh day in Finland, to its last second.
        try turn(to: "2099-01-23T21:59:59Z")
        #expect(try engagement("objection", id).status == 303)
        #expect(try world.states(id) == ["agreed", "agreed"])
        for page in try pages(id) { #expect(page.contains("Olette eri mieltä")) }
        for today in try todays() {
            #expect(today.contains("Eri mieltä siitä, onko pidetty: Päättyvä"))
        }
        #expect(try engagement("objection", id).status == 409)
        // Marked anew, by either: then nobody disagrees until they say so.
        #expect(try engagement("done", id).status == 303)
        for page in try pages(id) { #expect(!page.contains("Olette eri mieltä")) }
        #expect(try todays()[0].contains("Yhdistys merkitsi pidetyksi: Päättyvä"))
        try turn(to: "2099-01-30T22:00:00Z")
        let late = try order("objection", id)
        #expect(late.status == 409 && late.text.contains("on lopullinen"))
        #expect(try pages(id)[0].contains("Merkintä on lopullinen"))
        #expect(try world.states(id) == ["done", "done"])
        #expect(
            try house.value(
                """
                select string_agg(concat_ws(' ', done_on, done_end, objected_on, is_late), ',')
                  from (select done_on, done_end, objected_on, is_late from engagement
                    union all select done_on, done_end, objected_on, is_late from engagement_order) x
                """
            ) == "2099-01-23 association f,2099-01-23 association f"
        )
        for space in [world.association, world.partner] {
            #expect(try house.log(of: space).contains("engagement.objected done"))
        }
        #expect(house.faults.all + then.faults.all == [])
    }

    /// Twenty-four hours are twenty-four hours, also on the two days of the year that have another length.
    @Test(arguments: [
        ("2097-03-31", "2097-03-30T09:00:00Z", "2097-03-30T09:00:01Z"),
        ("2097-10-27", "2097-10-26T10:00:00Z", "2097-10-26T10:00:01Z"),
        ("2099-01-15", "2099-01-14T10:00:00Z", "2099-01-14T10:00:01Z"),
    ]) func `is free until 24 hours before its first time, and owed from then on`(
        _ day: String,
        _ free: String,
        _ owed: String
    ) throws {
        let times = ["time.1.on": day, "time.1.start": "12:00", "time.2.on": ""]
        let (first, second) = (try agreed(times), try agreed(times))
        try turn(to: free)
        #expect(try pages(first)[0].contains("Peruminen ei maksa mitään"))
        #expect(try order("cancellation", first).status == 303)
        try turn(to: owed)
        #expect(try pages(second)[0].contains("maksat sovitun palkkion"))
        #expect(try order("cancellation", second).status == 303)
        for (id, isLate) in [(first, false), (second, true)] {
            #expect(try world.states(id) == ["cancelled", "cancelled"])
            for page in try pages(id) {
                #expect(page.contains("perui alle 24 tuntia ennen") == isLate)
            }
            let ends = "select string_agg(is_late::text, ' ') from "
            let both =
                "(select is_late from engagement where id = '\(id)' union all select is_late from engagement_order where id = '\(id)') x"
            #expect(try house.value(ends + both) == "\(isLate) \(isLate)")
        }
        #expect(house.faults.all + then.faults.all == [])
    }

    @Test func `is no cancelling once it has begun: it was held, or the client did not appear`()
        throws
    {
        let id = try agreed()
        let early = try order("no-show", id)
        #expect(early.status == 409 && early.text.contains("ei ole vielä alkanut"))
        try turn(to: "2099-01-15T11:00:00Z")
        #expect(try pages(id)[0].contains("/no-show") && !pages(id)[0].contains("/cancellation"))
        let late = try order("cancellation", id)
        #expect(late.status == 409 && late.text.contains("on jo alkanut"))
        #expect(try world.states(id) == ["agreed", "agreed"])
        #expect(try order("no-show", id).status == 303)
        #expect(try world.states(id) == ["no-show", "no-show"])
        for page in try pages(id) { #expect(page.contains("Asiakas ei saapunut")) }
        for act in ["done", "cancellation", "no-show", "objection"] {
            #expect(try order(act, id).status == 409, "\(act)")
        }
        #expect(try engagement("done", id).status == 409)
        for space in [world.association, world.partner] {
            #expect(try house.log(of: space).contains("engagement.no-show done"))
        }
        #expect(house.faults.all + then.faults.all == [])
    }

    /// Each rule broken on purpose as the app's own role, with the letter that tells of it.
    @Test func `holds in the database, whatever the app believes`() throws {
        let id = try agreed()
        let auditor = try house.member(of: world.partner, .auditor)
        func refused(
            _ kind: String,
            _ state: String,
            at moment: String,
            as guest: Guest? = nil,
            set other: String = ""
        ) -> String {
            let letter = """
                set local app.moment = '\(moment)';
                insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
                  values ('\(world.partner.id)', gen_random_uuid(), 'out', 'engagement.\(kind)', '\(world.association.id)', '\(id)',
                    '{"engagement": "\(id)", "organisation": "x"}');
                """
            return refusal(
                house,
                in: world.partner,
                as: guest ?? world.petri,
                "\(letter) update engagement_order set state = '\(state)'\(other) where id = '\(id)'"
            ) ?? "nothing"
        }
        let (before, during, after) = (
            "2099-01-15T10:59:59Z", "2099-01-15T11:00:00Z", "2099-01-16T14:00:00Z"
        )
        #expect(refused("no-show", "no-show", at: before).contains("rule.not-begun"))
        #expect(refused("cancelled", "cancelled", at: during).contains("rule.begun"))
        #expect(refused("done", "done", at: during).contains("rule.not-held"))
        #expect(refused("cancelled", "no-show", at: after).contains("rule.other-end"))
        #expect(refused("no-show", "no-show", at: after, as: auditor).contains("rule.coordinator"))
        // What the clock says is not for the app to say.
        for column in ["is_late = false", "done_on = today()", "done_end = 'association'"] {
            let said = refused("done", "done", at: after, set: ", \(column)")
            #expect(said.contains("permission denied"), "\(column) \(said)")
        }
        try turn(to: after)
        #expect(try engagement("done", id).status == 303)
        #expect(
            refused("objected", "agreed", at: "2099-01-23T22:00:00Z").contains("rule.stands")
        )
        #expect(refused("done", "agreed", at: after).contains("rule.other-end"))
        #expect(refused("objected", "agreed", at: after, as: auditor).contains("rule.coordinator"))
        #expect(refused("objected", "answered", at: after).contains("rule.state-changed"))
        try turn(to: "2099-01-17T10:00:00Z")
        #expect(try order("objection", id).status == 303)
        #expect(try order("done", id).status == 303)
        #expect(
            refused("objected", "agreed", at: "2099-01-17T10:00:01Z").contains("rule.stands")
        )
    }
}
