import Base
import Composition
import Routing
import Support

/// Two worlds in one database: what is one's own, and what is another's; made once for all tests.
struct Fixture: Sendable {
    /// Both worlds as they were made; never opened by a house, so that they can be copied.
    let database: TestDatabase
    let own: World
    let foreign: World

    private static let worlds: Result<Fixture, any Error> = Result {
        let house = try TestHouse("worlds")
        return Fixture(
            database: house.database,
            own: try house.world("oma", businessID: "1234567-1"),
            foreign: try house.world("vieras", businessID: "2345678-0")
        )
    }

    private static let crawled: Result<FormCrawl, any Error> = Result {
        let made = try worlds.get()
        return try FormCrawl(made.own, on: made.database, features: features)
    }

    /// The worlds; the same for every test.
    static func shared() throws -> Fixture { try worlds.get() }

    /// All forms that the people of the own world meet.
    var crawl: FormCrawl { get throws { try Fixture.crawled.get() } }

    /// One form of each kind, in a steady order.
    var sound: [FoundForm] {
        get throws { try crawl.sound.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// A house in a copy of both worlds.
    func house(_ name: String, features: [Feature] = features) throws -> TestHouse {
        try TestHouse(name, features: features, on: database.copy(name))
    }

    /// The log of an own space: `action outcome`, oldest first.
    func events(_ house: TestHouse, at slug: String) throws -> [String] {
        guard let space = own.spaces.values.first(where: { $0.slug == slug }) else { return [] }
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
    func others(_ value: String, in house: TestHouse) throws -> [String] {
        guard ID<Event>(value) != nil else {
            let place = own.filler.tokens.first { $0.value == value }?.key ?? ""
            let like = foreign.filler.tokens[place.replacing(own.name, with: foreign.name)] ?? ""
            return [like, String(repeating: "A", count: 43)]
        }
        let spaces = foreign.spaces.values.map { "'\($0.id)'" }.joined(separator: ",")
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
        // What names another organisation names its space.
        let space = foreign.spaces.values.map(\.id.text).min() ?? ""
        return [own.spaces.values.contains { $0.id.text == value } ? space : "", ID<Event>().text]
    }

    /// An id of the other world that could stand in the route's path.
    ///
    /// The operator reaches every space: there, one that is nobody's.
    func foreignID(_ route: Route) -> String {
        let segments = "\(route.path)".split(separator: "/").map(String.init)
        guard let index = segments.lastIndex(where: { $0 == "{id}" }), index > 0,
            route.needs != .spaceManage
        else { return ID<Event>().text }
        return foreign.anyID(after: segments[index - 1]) ?? ""
    }
}
