import Audit
import Base
import Foundation
import Store
import Support
import Testing

/// The one clock of the database.
@Suite struct `The moment of a request` {
    @Test func `is the server's own, whatever the serving role says`() throws {
        let database = try TestCluster.database("moment_own")
        #expect(try ask(database.app, Self.scene + "select moment() = now()") == "t")
        for attempt in [
            "call allow_scenes(true)",
            "create or replace function moment() returns timestamptz language sql return 'epoch'",
            "alter function moment() owner to vakka_app",
        ] {
            #expect(throws: Failure.self, "\(attempt)") {
                try runScript(database.app, attempt)
            }
        }
        #expect(try SelfTest.run(database.app).isEmpty)
    }

    @Test func `follows a scene where the owner allows scenes, and no self-test lets that pass`()
        throws
    {
        let database = try TestCluster.database("moment_scene")
        try database.psql("call allow_scenes(true)")
        let evening = "2026-03-28 22:30:00+00"
        #expect(try ask(database.app, Self.scene + "select moment() = '\(evening)'") == "t")
        #expect(try ask(database.app, Self.scene + "commit; select moment() = now()") == "t")
        #expect(try SelfTest.run(database.app).map(\.object) == ["moment()"])
        try database.psql("call allow_scenes(false)")
        #expect(try ask(database.app, Self.scene + "select moment() = now()") == "t")
        #expect(try SelfTest.run(database.app).isEmpty)
    }

    @Test func `has its day in Finland`() throws {
        let database = try TestCluster.database("moment_day")
        try database.psql("call allow_scenes(true)")
        for (moment, day) in [
            ("2026-03-28T21:59:59Z", "2026-03-28"), ("2026-03-28T22:00:00Z", "2026-03-29"),
            ("2026-06-30T20:59:59Z", "2026-06-30"), ("2026-06-30T21:00:00Z", "2026-07-01"),
        ] {
            let asked = "begin; set local app.moment = '\(moment)'; select today()"
            #expect(try ask(database.app, asked) == day)
        }
    }

    @Test func `is what every function, default and test asks for`() throws {
        let clocks =
            /(?:^|[^.\w])(?:now\(\)|(?:clock|statement|transaction)_timestamp\(\)|current_(?:date|timestamp|time)\b|localtime(?:stamp)?\b)/
        // The clock itself, and who looks at it.
        let others = [
            "moment.sql", "allow_scenes.sql", "MomentTests.swift", "SelfTestTests.swift",
            "ClockTests.swift",
        ]
        var count = 0
        for folder in ["Migrations", "Tests"] {
            let root = TestCluster.root + "/" + folder
            guard let walk = FileManager.default.enumerator(atPath: root) else { continue }
            for case let path as String in walk
            where path.hasSuffix(".sql") || path.hasSuffix(".swift") {
                guard !others.contains((path as NSString).lastPathComponent) else { continue }
                let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
                count += 1
                for line in text.split(separator: "\n") where line.contains(clocks) {
                    Issue.record("\(folder)/\(path): \(line)")
                }
            }
        }
        #expect(count > 100)
    }

    /// What turns a moment into a day, or a day into a moment: Finland, never the zone of a session.
    @Test func `becomes a day, and a day a moment, in Finland alone`() throws {
        let casts = /(.{0,40})::(?:date|timestamptz)\b/
        // A value that was sent, or Finland named before it.
        let named = /(?:\$\d+|\?|at time zone 'Europe\/Helsinki'\)|app\.moment'', true\), ''''\))$/
        var count = 0
        for folder in ["Migrations", "Sources"] {
            let root = TestCluster.root + "/" + folder
            guard let walk = FileManager.default.enumerator(atPath: root) else { continue }
            for case let path as String in walk
            where path.hasSuffix(".sql") || path.hasSuffix(".swift") {
                guard !path.hasSuffix("schema.sql") else { continue }
                let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
                for match in text.matches(of: casts) {
                    count += 1
                    let before = match.output.1
                    #expect(before.firstMatch(of: named) != nil, "\(folder)/\(path): \(before)")
                }
            }
        }
        #expect(count > 8)
    }

    private static let scene = "begin; set local app.moment = '2026-03-28T22:30:00Z'; "

    private func ask(_ settings: String, _ sql: String) throws -> String {
        try runScript(settings, sql).first?.first ?? ""
    }
}

/// Whose log the serving role can write, and of when.
@Suite struct `An event that is appended` {
    private let database: TestDatabase
    private let here = ID<Space>()
    private let there = ID<Space>()

    init() throws {
        database = try TestCluster.database("append")
        for space in [here, there] {
            try database.psql(
                """
                insert into space (id, slug, kind, name_fi, name_sv, name_en)
                  values ('\(space)', 's\(space.text.suffix(12))', 'provider', 'a', 'b', 'c')
                """
            )
        }
    }

    @Test func `is of the transaction's own space, or of one that the transaction has named`()
        throws
    {
        try append(in: here, "set local app.tenant = '\(here)'")
        try append(in: here, "set local app.logs = '\(here)'")
        try append(
            in: there,
            "set local app.tenant = '\(here)'; set local app.logs = '\(here),\(there)'"
        )
        #expect(throws: Failure.self) { try append(in: there, "set local app.tenant = '\(here)'") }
        #expect(throws: Failure.self) { try append(in: there, "set local app.logs = '\(here)'") }
        #expect(throws: Failure.self) { try append(in: here, "set local app.logs = ''") }
        #expect(throws: Failure.self) { try append(in: here, "select 1") }
        #expect(
            try database.psql("select count(*) from log.event where action = 'today.read'")[0] == [
                "3"
            ]
        )
    }

    @Test func `is of this minute`() throws {
        let here = "set local app.tenant = '\(here)'"
        try append(in: self.here, here, secondsAgo: 50)
        try append(in: self.here, here, secondsAgo: -50)
        for seconds: Int64 in [70, -70, 86_400] {
            #expect(throws: Failure.self) { try append(in: self.here, here, secondsAgo: seconds) }
        }
        // A scene's minute is the scene's.
        try database.psql("call allow_scenes(true)")
        let scene = "; set local app.moment = '\(Instant.now.adding(seconds: -86_400).iso)'"
        try append(in: self.here, here + scene, secondsAgo: 86_400)
        #expect(throws: Failure.self) { try append(in: self.here, here + scene) }
    }

    @Test func `is of any space and time for the log's owner alone`() throws {
        try append(in: there, "select 1", secondsAgo: 86_400, as: database.owner)
    }

    private func append(
        in space: ID<Space>,
        _ context: String,
        secondsAgo: Int64 = 0,
        as settings: String? = nil
    ) throws {
        let batch = RecordBatch([
            try Record(
                Entry(.todayRead),
                in: space,
                by: LoggedActor(name: "Kaisa", role: "coordinator"),
                at: Instant.now.adding(seconds: -secondsAgo)
            )
        ])
        let events = batch.events.text.replacing("'", with: "''")
        _ = try runScript(
            settings ?? database.app,
            "begin; \(context); select log.append('\(events)', '{}', '', '{}'); commit"
        )
    }
}
