import Access
import Base
import HTTP
import Routing
import Support
import Testing

/// Every form of the house, sent as no page would send it.
@Suite(.serialized) struct `Bad input` {
    typealias Doors = `All doors and all keys`

    static let hostile = "<script>alert(1)</script>'\"; drop table person; --\u{202E}\u{0007}${7*7}"

    /// Those whom a door lets in; doors outside the spaces are asked by the members of one space.
    static func callers(_ route: Route, _ world: World) -> [Caller] {
        route.kinds == .outside
            ? world.members.filter { $0.kind == .provider && !$0.isOther }
            : Doors.members(route, world)
    }

    @Test(arguments: [
        "", String(repeating: "ä", count: 5000), hostile, "\u{0}\u{3164}\u{E000} 131052-308T",
    ])
    func `is answered in words by every form, and never by a fault`(_ text: String) throws {
        let worlds = try Doors.Worlds("bad_input")
        for route in Doors.routes where route.method == .post {
            for caller in Self.callers(route, worlds.own) {
                let path = Doors.path(route, worlds.own, in: caller.kind)
                let body = Doors.fieldNames.map { ($0, text) }
                let page = try Doors.ask(worlds.house, route, path, caller.guest, body: body)
                #expect(page.status < 500, "\(caller.name) \(route.path) → \(page.status)")
                #expect(!page.text.contains("<script>alert"), "\(caller.name) \(route.path)")
                let isHelped = page.text.contains("id=\"about\"") || route.kinds == .outside
                #expect(isHelped || page.status != 422, "\(caller.name) \(route.path)")
            }
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test(arguments: ["name=%FF%FE", "name=%00", "name=%zz", "a", "=", "&&&", "once=&once=&once="])
    func `that cannot be read is refused with 400 or as a form that does not hold`(_ raw: String)
        throws
    {
        let worlds = try Doors.Worlds("bad_encoding")
        for route in Doors.routes where route.method == .post {
            for caller in Self.callers(route, worlds.own) {
                let path = Doors.path(route, worlds.own, in: caller.kind)
                let fields: Fields = [
                    "host": "localhost", "sec-fetch-site": "same-origin",
                    "content-type": "application/x-www-form-urlencoded",
                    "cookie": "vakka=\(caller.guest?.token ?? "")",
                ]
                let page = try worlds.house.ask(
                    Request(.post, path, fields: fields, body: Array(raw.utf8))
                )
                #expect(page.status < 500, "\(caller.name) \(route.path) → \(page.status)")
            }
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `from another site changes nothing, whatever form it takes`() throws {
        let worlds = try Doors.Worlds("bad_site")
        // A mail program says where its one click comes from by nothing but the token.
        for route in Doors.routes where route.method == .post && route.owner != .mailed {
            for caller in Self.callers(route, worlds.own) {
                let path = Doors.path(route, worlds.own, in: caller.kind)
                for origin in [
                    ["sec-fetch-site": "cross-site"], ["origin": "https://muu.example"], [:],
                ] {
                    var fields: Fields = [
                        "host": "localhost", "cookie": "vakka=\(caller.guest?.token ?? "")",
                        "content-type": "application/x-www-form-urlencoded",
                    ]
                    for (name, value) in origin { fields.set(name, value) }
                    let page = try worlds.house.ask(
                        Request(
                            .post,
                            path,
                            fields: fields,
                            body: Array("once=\(ID<Event>())".utf8)
                        )
                    )
                    #expect(page.status == 400, "\(caller.name) \(route.path) → \(page.status)")
                }
            }
        }
    }
}
