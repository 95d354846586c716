import Access
import Audit
import Base
import Store
import Support
import Testing

extension Statement where Result == Void {
    fileprivate static let addPerson = Statement(
        """
        insert into person (tenant_id, id, given_name, family_name, kind)
        values ($1, $2, 'Uusi', 'Henkilö', 'participant')
        """
    )
}

/// No log, no act; no log, no page; and what is in the log stays.
struct WritePathTests {
    private func write(_ house: TestHouse, _ space: TestSpace, _ person: ID<Person>) throws {
        let gate = Gate(table: try PermissionTable.embedded())
        let actor = Actor(
            space: space.id,
            account: ID(),
            membership: ID(),
            roles: [.coordinator],
            name: "Kaisa Koe"
        )
        let permit = try gate.ask(actor, for: .personChange)
        let database = Database(house.database.app)
        try database.write(permit) { (db) throws(Failure) in
            try db.run(.addPerson, person)
            return Audited(
                (),
                Entry(.personAdded, of: Object(person, "Uusi Henkilö"), about: [person])
            )
        }
    }

    private func count(_ house: TestHouse, _ person: ID<Person>) throws -> String {
        try house.database.psql("select count(*) from person where id = '\(person)'")[0][0]
    }

    @Test func `a write and its event stand together`() throws {
        let house = try TestHouse("write_path")
        let takk = try house.space("takk", .provider)
        let person = ID<Person>()
        try write(house, takk, person)
        #expect(try count(house, person) == "1")
        #expect(try house.log(of: takk) == ["person.added done"])
    }

    @Test func `a write whose event cannot be kept does not happen`() throws {
        let house = try TestHouse("write_refused")
        let takk = try house.space("takk", .provider)
        try house.database.psql(
            "revoke execute on function log.append(jsonb, uuid[], bytea, bytea[]) from vakka_app"
        )
        let person = ID<Person>()
        #expect(throws: Failure.self) { try write(house, takk, person) }
        #expect(try count(house, person) == "0")
        #expect(try house.log(of: takk).isEmpty)
    }

    @Test func `a look that cannot be kept does not leave, nor does a refusal`() throws {
        let house = try TestHouse("look_refused")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        try house.database.psql(
            "revoke execute on function log.append(jsonb, uuid[], bytea, bytea[]) from vakka_app"
        )
        #expect(throws: Failure.self) { _ = try house.get("/takk/today", as: kaisa) }
        #expect(try house.get("/takk/log", as: kaisa).status == 503)
    }

    @Test(arguments: [
        "update log.event set action = 'today.read'", "delete from log.event",
        "truncate log.event, log.event_part, log.event_subjects", "truncate log.event_subjects",
        "update log.event_subjects set people = people",
        "truncate log.event_part", "update log.event_part set body = '{}'",
    ])
    func `the log is not changed by the role that serves, nor by the owner`(statement: String)
        throws
    {
        let world = try LogWorld("append_only")
        #expect(throws: Failure.self) { try world.database.psql(statement) }
        #expect(throws: Failure.self) { _ = try runScript(world.database.app, statement) }
        #expect(throws: Failure.self) {
            try world.database.psql("set role vakka_log; \(statement)")
        }
        #expect(throws: Failure.self) {
            try world.database.psql("set role vakka_owner; \(statement)")
        }
        #expect(try world.house.log(of: world.space) == ["person.read done"])
    }

    @Test
    func `the role that serves adds to the log only through the function that keeps its shape`()
        throws
    {
        let world = try LogWorld("append_shape")
        #expect(throws: Failure.self) {
            _ = try runScript(
                world.database.app,
                "set app.tenant = '\(world.space.id)'; insert into log.event select * from log.event"
            )
        }
        #expect(throws: Failure.self) {
            _ = try runScript(world.database.app, "delete from log.event_part")
        }
    }

    @Test func `the log takes from the app no event about somebody that does not say why`() throws {
        let world = try LogWorld("append_why")
        let record = try Record(
            Entry(.courseRead, about: [world.liisa]),
            in: world.space.id,
            by: LoggedActor(name: "Kaisa", role: "coordinator"),
            at: Instant.now
        )
        let events = JSON.array([record.json()]).text
        let why = #"{\"purpose\":\"course-care\"}"#
        #expect(events.contains(why))
        func append(_ events: String) throws {
            _ = try world.house.asApp(
                """
                select log.append('\(events)', '{\(world.liisa)}', '\\x\(hex(record.salts))',
                  array['\\x\(hex(record.commitments))'::bytea])
                """,
                in: world.space
            )
        }
        for silent in ["{}", #"{\"purpose\":\"\"}"#] {
            let error = #expect(throws: Failure.self) {
                try append(events.replacing(why, with: silent))
            }
            #expect(error.map { "\($0)".contains("do not say why") } == true)
        }
        try append(events)
    }

    /// Two people: their ids, and how often a salt and a commitment of 32 bytes stand beside them.
    @Test(arguments: [
        (#"[{"first":0,"people":2}]"#, "two", 64, "32,32", true),
        (#"[{"first":0,"people":1},{"first":1,"people":1}]"#, "two", 64, "32,32", true),
        (#"[{"first":0,"people":2},{"first":0,"people":0}]"#, "two", 64, "32,32", false),
        (#"[{"first":0,"people":1},{"first":0,"people":1}]"#, "two", 64, "32,32", false),
        (#"[{"first":1,"people":1},{"first":0,"people":1}]"#, "two", 64, "32,32", false),
        (#"[{"first":0,"people":1}]"#, "two", 64, "32,32", false),
        (#"[{"first":0}]"#, "two", 64, "32,32", false),
        (#"[{"people":2}]"#, "two", 64, "32,32", false),
        (#"[]"#, "two", 64, "32,32", false),
        (#"[{"first":0,"people":2}]"#, "two", 63, "32,32", false),
        (#"[{"first":0,"people":2}]"#, "two", 64, "32", false),
        (#"[{"first":0,"people":2}]"#, "two", 64, "32,31", false),
        (#"[{"first":0,"people":2}]"#, "two", 64, "32,null", false),
        (#"[{"first":0,"people":2}]"#, "one and nobody", 64, "32,32", false),
    ])
    func `each person of an event has a salt and a commitment, and stands in one event`(
        events: String,
        people: String,
        salts: Int,
        commitments: String,
        isSound: Bool
    ) throws {
        let database = try Self.database.get()
        let second = people == "two" ? "gen_random_uuid()" : "null"
        let values = commitments.split(separator: ",").map {
            $0 == "null" ? "null" : "decode(repeat('00', \($0)), 'hex')"
        }
        let call = """
            select log.append('\(events)', array[gen_random_uuid(), \(second)],
              decode(repeat('00', \(salts)), 'hex'), array[\(values.joined(separator: ", "))])
            """
        // A sound one fails further on: its events say nothing else.
        do {
            try database.psql(call)
            Issue.record("appended")
        } catch {
            #expect("\(error)".contains("do not tell of these people") == !isSound, "\(error)")
        }
    }

    private static let database = Result { try TestCluster.database("append_people") }
}
