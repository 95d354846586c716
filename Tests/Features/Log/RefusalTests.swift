import Base
import Crypto
import HTTP
import Composition
import Routing
import Store
import Support
import Testing

/// A flood of refusals is told without drowning the log.
struct RefusalTests {
    /// A pipeline with the limit of a real house, on a test house's database.
    private func pipeline(
        _ limit: Int = Limits.refusalsLoggedSinglyPerMinute,
        clock: Clock = .real
    ) throws -> Pipeline {
        try compose(
            try TestHouse.web.get(),
            origin: "http://localhost",
            isDemo: false,
            sealing: try SealingKey.random(),
            refusalsSinglyPerMinute: limit,
            clock: clock
        ) { _, _ in }
    }

    private func ask(_ pipeline: Pipeline, _ database: Database, _ path: String, _ guest: Guest)
        throws -> Int
    {
        let request = try Request(
            .get,
            path,
            fields: ["host": "localhost", "cookie": "vakka=\(guest.token)"]
        )
        return pipeline.answer(request, database: database).response.status
    }

    @Test func `the first twenty of a session and minute stand singly, the rest as one count`()
        throws
    {
        let house = try TestHouse("refusals")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
        let eero = try house.member(of: takk, .trainer)
        let pipeline = try pipeline()
        let database = Database(house.database.app)
        // Within one minute of the clock.
        let second = Instant.now.milliseconds / 1000 % 60
        if second > 50 { try house.database.psql("select pg_sleep(\(61 - second))") }
        for _ in 0..<33 { #expect(try ask(pipeline, database, "/takk/log", kaisa) == 403) }
        #expect(try ask(pipeline, database, "/takk/log", eero) == 403)
        #expect(try house.log(of: takk) == Array(repeating: "access.refused refused", count: 21))
        try pipeline.flushRefusals(database: database)
        #expect(try house.log(of: takk).last == "access.refusals-counted refused")
        #expect(try house.log(of: takk).count == 22)
        let detail = try house.database.psql(
            """
            select d.body, a.body from log.event e
              join log.event_part d on d.event_id = e.id and d.part = 'detail'
              join log.event_part a on a.event_id = e.id and a.part = 'actor'
             where e.action = 'access.refusals-counted'
            """
        )[0]
        #expect(detail[0] == #"{"count":13}"#)
        #expect(detail[1].contains("Kaisa Koe"))
        try pipeline.flushRefusals(database: database)
        #expect(try house.log(of: takk).count == 22)
    }

    @Test func `housekeeping writes counts down when their minute is over, and requests do not`()
        throws
    {
        let house = try TestHouse("refusals_due")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let clock = Clock(at: Clock.real.now.adding(seconds: -30))
        let pipeline = try pipeline(1, clock: clock)
        let database = Database(house.database.app, clock: clock)
        for _ in 0..<5 { _ = try ask(pipeline, database, "/takk/log", kaisa) }
        try pipeline.housekeeping(database: database)
        #expect(try house.log(of: takk) == ["access.refused refused"])
        clock.turn(to: clock.now.adding(seconds: 60))
        #expect(try ask(pipeline, database, "/takk/log", kaisa) == 403)
        #expect(try house.log(of: takk).count == 2)
        // Events of one moment have no order.
        clock.turn(to: clock.now.adding(seconds: 1))
        try pipeline.housekeeping(database: database)
        #expect(try house.log(of: takk).last == "access.refusals-counted refused")
        try pipeline.housekeeping(database: database)
        #expect(try house.log(of: takk).count == 3)
    }

    @Test func `housekeeping removes what has run out of the accounts, and nothing else`() throws {
        let house = try TestHouse("housekeeping")
        let nobody = try house.member(of: nil)
        let (old, fresh) = ("moment() - interval '25 hours'", "moment() + interval '1 minute'")
        for (name, moment) in [("old", old), ("fresh", fresh)] {
            try house.database.psql(
                """
                insert into accounts.throttle (key, failures, last_at, free_at) values ('\(name)', 1, \(moment), \(moment));
                insert into accounts.code (email, purpose, code_hash, browser_hash, expires_at)
                  values ('\(name)@x.example', 'sign-in', 'x', 'y', \(moment));
                insert into accounts.kept_form (token_hash, account_id, path, body, expires_at)
                  values (sha256('\(name)'), '\(nobody.account)', '/\(name)', 'x', \(moment))
                """
            )
        }
        try pipeline().housekeeping(database: Database(house.database.app))
        #expect(try house.database.psql("select key from accounts.throttle") == [["fresh"]])
        #expect(try house.database.psql("select email from accounts.code") == [["fresh@x.example"]])
        #expect(try house.database.psql("select path from accounts.kept_form") == [["/fresh"]])
    }

    @Test func `a count that cannot be written down is kept until it can`() throws {
        let house = try TestHouse("refusals_kept")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let pipeline = try pipeline(1)
        let database = Database(house.database.app)
        let second = Instant.now.milliseconds / 1000 % 60
        if second > 50 { try house.database.psql("select pg_sleep(\(61 - second))") }
        for _ in 0..<5 { _ = try ask(pipeline, database, "/takk/log", kaisa) }
        try house.database.psql(
            "revoke execute on function log.append(jsonb, uuid[], bytea, bytea[]) from vakka_app"
        )
        #expect(throws: Failure.self) { try pipeline.flushRefusals(database: database) }
        try house.database.psql(
            "grant execute on function log.append(jsonb, uuid[], bytea, bytea[]) to vakka_app"
        )
        try pipeline.flushRefusals(database: database)
        #expect(
            try house.log(of: takk) == [
                "access.refused refused", "access.refusals-counted refused",
            ]
        )
    }

    @Test func `what the flood was about stands in each single event`() throws {
        let world = try LogWorld("refusals_label")
        let guest = try world.house.member(of: world.space, .trainer, name: "Eero Esim")
        #expect(try world.house.get("/takk/log?person=\(world.liisa)", as: guest).status == 403)
        let text = try world.ask("/log?outcome=refused").text
        #expect(text.contains("GET /takk/log") == true)
        #expect(text.contains("Eero Esim") == true)
    }
}
