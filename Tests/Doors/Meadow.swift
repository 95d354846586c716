import Base
import Composition
import Routing
import Support

/// Two worlds, and all forms that the people of the first one meet; walked through once for all tests.
struct Meadow: Sendable {
    /// The two worlds as they were made; never opened by a house, so that it can be copied.
    let database: TestDatabase
    let own: World
    let foreign: World
    let walk: Walk

    static let shared: Result<Meadow, any Error> = Result {
        let (database, own, foreign) = try made()
        return Meadow(
            database: database,
            own: own,
            foreign: foreign,
            walk: try Walk(own, on: database, features: features)
        )
    }

    /// The worlds; the house that made them is gone, and its connections with it.
    private static func made() throws -> (TestDatabase, World, World) {
        let worlds = try `All doors and all keys`.Worlds("meadow")
        return (worlds.house.database, worlds.own, worlds.foreign)
    }

    /// One form of each kind, in a steady order.
    var sound: [FoundForm] { walk.sound.sorted { $0.key < $1.key }.map(\.value) }

    /// A house in a copy of both worlds.
    func house(_ name: String) throws -> TestHouse {
        try TestHouse(name, on: database.copy(name))
    }

    /// The log of an own space: `action outcome`, oldest first.
    func events(_ house: TestHouse, at slug: String) throws -> [String] {
        let spaces = [own.provider, own.employer, own.association]
        guard let space = spaces.first(where: { $0.slug == slug }) else { return [] }
        return try house.log(of: space)
    }

    /// All that stands in any log, each with its space, oldest first.
    func allEvents(_ house: TestHouse) throws -> [String] {
        try house.database.psql(
            "select tenant_id || ' ' || action || ' ' || outcome from log.event where action <> 'database.changed' order by at, id"
        ).compactMap(\.first)
    }

    /// A fingerprint of every table: of the spaces' all that stands there, of the accounts' how many rows.
    func rows(_ house: TestHouse) throws -> [String] {
        let tables = try house.database.psql(
            """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'accounts') and c.relkind = 'r' and c.relname <> 'throttle' order by 1
            """
        ).compactMap(\.first)
        return try tables.map { table in
            let all = "coalesce(md5(string_agg(t::text, ',' order by t::text)), '')"
            let told = table.hasPrefix("public.") ? "count(*) || \(all)" : "count(*)"
            return try house.database.psql("select '\(table) ' || \(told) from \(table) t")[0][0]
        }
    }

    /// What could stand in a form in the database of an own id or token: the other world's like, and one that is nobody's.
    func others(_ value: String, in house: TestHouse, _ form: PageForm) throws -> [String] {
        guard ID<Event>(value) != nil else {
            let like = foreign.typist.tokens.first { form.action.contains($0.key) }?.value ?? ""
            return [like, String(repeating: "A", count: 43)]
        }
        let spaces = [foreign.provider, foreign.employer].map { "'\($0.id)'" }
            .joined(separator: ",")
        let tables = try house.database.psql(
            """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'id'
              join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
             where n.nspname = 'public' and c.relkind = 'r' order by 1
            """
        ).compactMap(\.first)
        for table in tables {
            let own = try house.database.psql("select id from \(table) where id = '\(value)'")
            guard !own.isEmpty else { continue }
            let like = try house.database.psql(
                "select id from \(table) where tenant_id in (\(spaces)) limit 1"
            )
            return [like.first?.first ?? "", ID<Event>().text]
        }
        return ["", ID<Event>().text]
    }

    /// An id of the other world that could stand in the route's path.
    ///
    /// The operator reaches every space: there, one that is nobody's.
    func foreignID(_ route: Route) -> String {
        let segments = "\(route.path)".split(separator: "/").map(String.init)
        guard let index = segments.lastIndex(where: { $0 == "{id}" }), index > 0,
            route.needs != .spaceManage
        else { return ID<Event>().text }
        return foreign.ids[segments[index - 1]]?.first ?? ""
    }
}
