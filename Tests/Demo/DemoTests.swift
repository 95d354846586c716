import Base
import Demo
import Store
import Support
import Testing

@Test func `the demo loads once, into an empty database only`() throws {
    let database = try TestCluster.database("demo")
    #expect(try Demo.isPossible(owner: database.owner))
    try Demo.load(ground(database))
    #expect(try Demo.isLoaded(app: database.app))
    #expect(try database.psql("select count(*) from space where kind <> 'installation'") == [["9"]])
    let people =
        try database.psql("select count(*) from person").first?.first.flatMap { Int($0) } ?? 0
    #expect((180...220).contains(people))
    let states = try database.psql(
        "select distinct consent_state(state, expires_at) from consent_ask order by 1"
    ).compactMap(
        \.first
    )
    #expect(
        states == ["expired", "given", "refused", "waiting", "withdrawn", "without-support"]
    )
    #expect(
        try database.psql("select count(*) from log.event where action = 'database.changed'") == [
            ["0"]
        ]
    )
    // All of it has been, and the database's time is its own again.
    let ahead = "select count(*) from log.event where at > moment() - interval '1 hour'"
    #expect(try database.psql(ahead) == [["0"]])
    #expect(try database.psql("select count(*) from outbox where state = 'waiting'") == [["0"]])
    #expect(try SelfTest.run(database.app).isEmpty)
    #expect(throws: Failure.self) { try Demo.load(ground(database)) }
}

@Test func `the demo does not load beside another space`() throws {
    let database = try TestCluster.database("demo_other")
    try database.psql(
        """
        insert into space (id, slug, kind, name_fi, name_sv, name_en)
        values (gen_random_uuid(), 'oikea', 'partner', 'Oikea', 'Riktig', 'Real')
        """
    )
    #expect(throws: Failure.self) { try Demo.load(ground(database)) }
    #expect(try database.psql("select count(*) from space where kind <> 'installation'") == [["1"]])
}

/// A test's database as the demo's ground.
func ground(_ database: TestDatabase) -> Ground {
    Ground(
        app: database.app,
        worker: database.worker,
        owner: database.owner,
        root: TestCluster.root,
        origin: "http://localhost"
    )
}
