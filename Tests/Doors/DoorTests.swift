import Access
import Base
import Foundation
import HTTP
import Composition
import Routing
import Support
import Testing

/// All doors, all keys: every route, asked by every role and by none, with own, foreign, absent and
/// malformed ids, in path, query and body.
///
/// Made from the list of routes, so a new route is covered the day it is added.
@Suite(.serialized) struct `All doors and all keys` {
    static let routes = features.flatMap(\.routes)
    static let table = try? PermissionTable.embedded()

    /// Two worlds in one database: what is one's own, and what is another's.
    struct Worlds {
        var house: TestHouse
        let own: World
        let foreign: World

        init(_ name: String) throws {
            house = try TestHouse(name)
            own = try house.world("oma", businessID: "1234567-1")
            foreign = try house.world("vieras", businessID: "2345678-0")
        }

        /// Where a role is at home, seen from the own world.
        func slug(_ role: Role) -> String {
            role == .consentGiver ? own.employer.slug : own.provider.slug
        }

        /// The log in which a refusal of this space stands.
        func space(_ slug: String) -> TestSpace {
            [own.provider, own.employer, own.association].first { $0.slug == slug } ?? own.provider
        }
    }

    /// A path with its names filled: the slug, and the id after each segment.
    static func path(_ route: Route, slug: String, id: (String) -> String) -> String {
        var before = ""
        return "/"
            + "\(route.path)".split(separator: "/").map { segment in
                defer { before = String(segment) }
                if segment == "{space}" { return slug }
                return segment.hasPrefix("{") ? id(before) : String(segment)
            }.joined(separator: "/")
    }

    static var hasID: (Route) -> Bool {
        { route in "\(route.path)".replacing("{space}", with: "").contains("{") }
    }

    static var inSpace: [Route] { routes.filter { "\($0.path)".hasPrefix("/{space}") } }

    /// Names that handlers look for in queries and forms, read from the sources.
    static let fieldNames: [String] = {
        var names: Set<String> = []
        let root = TestCluster.root + "/Sources"
        for case let file as String in FileManager.default.enumerator(atPath: root) ?? .init()
        where file.hasSuffix(".swift") {
            let text = (try? String(contentsOfFile: root + "/" + file, encoding: .utf8)) ?? ""
            for match in text.matches(
                of:
                    /\.(?:first|all|typed|line|text|choice|choices|isTicked|number|day|time|email)\("([a-z][a-z_-]*)"/
            ) {
                names.insert(String(match.output.1))
            }
        }
        return names.subtracting(["once", "did", "language"]).sorted()
    }()

    static func ask(
        _ worlds: Worlds,
        _ route: Route,
        _ path: String,
        _ guest: Guest?,
        body: [(String, String)] = []
    ) throws -> Page {
        var fields: Fields = ["host": "localhost", "sec-fetch-site": "same-origin"]
        if let guest { fields.append("cookie", "vakka=\(guest.token)") }
        guard route.method == .post else {
            return try worlds.house.ask(Request(.get, path, fields: fields))
        }
        var form = Form(body.map { Form.Pair($0.0, $0.1) })
        form.set("once", ID<Event>().text)
        fields.set("content-type", "application/x-www-form-urlencoded")
        return try worlds.house.ask(
            Request(.post, path, fields: fields, body: Array(form.encoded.utf8))
        )
    }

    static func refusals(_ worlds: Worlds, _ space: TestSpace) throws -> Int {
        try worlds.house.log(of: space).filter { $0 == "access.refused refused" }.count
    }

    // MARK: The doors

    @Test
    func `a role without the permission is refused in words, with exactly one refusal in the log`()
        throws
    {
        let worlds = try Worlds("doors_roles")
        let table = try #require(Self.table)
        for route in Self.inSpace {
            for (role, guest) in worlds.own.guests {
                let actor = Actor(
                    space: worlds.own.provider.id,
                    account: guest.account,
                    roles: [role]
                )
                guard table.scope(of: route.needs, for: actor) == .none else { continue }
                let slug = worlds.slug(role)
                let path = Self.path(route, slug: slug) {
                    worlds.own.ids[$0]?.first ?? ID<Event>().text
                }
                let before = try Self.refusals(worlds, worlds.space(slug))
                let page = try Self.ask(worlds, route, path, guest)
                // In another kind of space the door does not exist.
                let kind: SpaceKind = slug == worlds.own.employer.slug ? .employer : .provider
                let expected = route.kinds.has(kind) ? 403 : 404
                #expect(page.status == expected, "\(role) \(route.method) \(route.path)")
                #expect(
                    try Self.refusals(worlds, worlds.space(slug)) == before + 1,
                    "\(role) \(route.path)"
                )
            }
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `who belongs to no space or to another meets 404 everywhere but at public pages`()
        throws
    {
        let worlds = try Worlds("doors_strangers")
        let table = try #require(Self.table)
        let nobody = try worlds.house.member(of: nil)
        let strangers = [nobody] + worlds.foreign.guests.values
        for route in Self.inSpace where table.scope(of: route.needs, for: Actor()) == .none {
            for guest in strangers {
                let path = Self.path(route, slug: worlds.own.provider.slug) {
                    worlds.own.ids[$0]?.first ?? ID<Event>().text
                }
                let before = try Self.refusals(worlds, worlds.own.provider)
                let page = try Self.ask(worlds, route, path, guest)
                #expect(page.status == 404, "\(route.method) \(route.path)")
                #expect(!worlds.own.isTold(in: page.text), "\(route.method) \(route.path)")
                #expect(try Self.refusals(worlds, worlds.own.provider) == before + 1)
            }
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test
    func
        `who is not signed in is led to the sign-in page, whether the space and the id exist or not`()
        throws
    {
        let worlds = try Worlds("doors_anonymous")
        let table = try #require(Self.table)
        for route in Self.inSpace where table.scope(of: route.needs, for: Actor()) == .none {
            for slug in [worlds.own.provider.slug, "olematon"] {
                let path = Self.path(route, slug: slug) {
                    worlds.own.ids[$0]?.first ?? ID<Event>().text
                }
                let page = try Self.ask(worlds, route, path, nil)
                #expect(
                    page.status == 303 && page.location.hasPrefix("/sign-in"),
                    "\(route.method) \(path)"
                )
            }
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    // MARK: The keys

    @Test
    func
        `a foreign id and an absent one are answered byte for byte the same, with one refusal each`()
        throws
    {
        let worlds = try Worlds("doors_ids")
        let table = try #require(Self.table)
        for route in Self.inSpace where Self.hasID(route) {
            for (role, guest) in worlds.own.guests {
                let actor = Actor(
                    space: worlds.own.provider.id,
                    account: guest.account,
                    roles: [role]
                )
                guard table.scope(of: route.needs, for: actor) > .none else { continue }
                let slug = worlds.slug(role)
                let space = worlds.space(slug)
                let body = try Self.filled(worlds, route, slug, guest)
                var answers: [Data] = []
                for id in [Self.foreignID(worlds, route), ID<Event>().text] {
                    let before = try Self.refusals(worlds, space)
                    let page = try Self.ask(
                        worlds,
                        route,
                        Self.path(route, slug: slug) { _ in id },
                        guest,
                        body: body
                    )
                    // What is asked for is looked at before the form is: here it is junk, in `Every form` it holds.
                    #expect(
                        page.status == 404,
                        "\(role) \(route.method) \(route.path) → \(page.status)"
                    )
                    #expect(
                        try Self.refusals(worlds, space) == before + 1,
                        "\(role) \(route.method) \(route.path)"
                    )
                    answers.append(Data(Self.comparable(page, id)))
                }
                #expect(answers[0] == answers[1], "\(role) \(route.method) \(route.path)")
            }
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `malformed ids are as absent`() throws {
        let worlds = try Worlds("doors_malformed")
        let table = try #require(Self.table)
        let odd = [
            "x", "0", "%00", "..%2f", "%F0%9F%A7%BA", String(repeating: "a", count: 300), "null",
            "'--", "1%20or%201",
        ]
        for route in Self.inSpace where Self.hasID(route) {
            for (role, guest) in worlds.own.guests {
                let actor = Actor(
                    space: worlds.own.provider.id,
                    account: guest.account,
                    roles: [role]
                )
                guard table.scope(of: route.needs, for: actor) > .none else { continue }
                for id in odd {
                    let path = Self.path(route, slug: worlds.slug(role)) { _ in id }
                    guard let page = try? Self.ask(worlds, route, path, guest) else { continue }
                    #expect(
                        page.status == 404 || page.status == 400,
                        "\(role) \(route.method) \(path) → \(page.status)"
                    )
                }
            }
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `foreign ids in query and body show and change nothing of the other world`() throws {
        let worlds = try Worlds("doors_fields")
        let foreignIDs =
            worlds.foreign.ids.values.flatMap { $0 } + [worlds.foreign.provider.id.text]
        let before = try Self.fingerprint(worlds)
        for route in Self.inSpace {
            for (role, guest) in worlds.own.guests {
                let slug = worlds.slug(role)
                for id in foreignIDs.prefix(6) {
                    let own = Self.path(route, slug: slug) {
                        worlds.own.ids[$0]?.first ?? ID<Event>().text
                    }
                    let fields = Self.fieldNames.map { ($0, id) }
                    let query = Form(fields.map { Form.Pair($0.0, $0.1) }).encoded
                    let path = query.utf8.count < 7000 ? "\(own)?\(query)" : own
                    let page = try Self.ask(worlds, route, path, guest, body: fields)
                    #expect(
                        page.status < 500,
                        "\(role) \(route.method) \(route.path) → \(page.status)"
                    )
                    #expect(
                        !worlds.foreign.isTold(in: Self.everything(page)),
                        "\(role) \(route.method) \(route.path)"
                    )
                }
            }
        }
        #expect(try Self.fingerprint(worlds) == before)
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `no page of one's own space holds a foreign canary, in any language`() throws {
        let worlds = try Worlds("doors_canaries")
        for route in Self.inSpace where route.method == .get {
            for (role, guest) in worlds.own.guests {
                for language in Language.allCases {
                    for id in worlds.own.ids.values.first.map({ [$0] }) ?? [] {
                        let path = Self.path(route, slug: worlds.slug(role)) {
                            worlds.own.ids[$0]?.first ?? id[0]
                        }
                        let page = try Self.ask(
                            worlds,
                            route,
                            "\(path)?language=\(language.rawValue)",
                            guest
                        )
                        #expect(
                            !worlds.foreign.isTold(in: Self.everything(page)),
                            "\(role) \(route.path)"
                        )
                        #expect(!page.text.contains("⟦"), "\(role) \(route.path) \(language)")
                        #expect(page.status < 500, "\(role) \(route.path)")
                    }
                }
            }
        }
        let mails =
            try worlds.house.mails(of: worlds.own.provider)
            + worlds.house.mails(of: worlds.own.employer)
        #expect(!mails.contains { worlds.foreign.isTold(in: "\($0)") })
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `what discloses personal data leaves a record of the look`() throws {
        let worlds = try Worlds("doors_looks")
        for route in Self.inSpace where route.method == .get && !route.discloses.isEmpty {
            for (role, guest) in worlds.own.guests {
                let slug = worlds.slug(role)
                let path = Self.path(route, slug: slug) {
                    worlds.own.ids[$0]?.first ?? ID<Event>().text
                }
                let space = worlds.space(slug)
                let before = try worlds.house.log(of: space).count
                let page = try Self.ask(worlds, route, path, guest)
                guard page.status == 200 else { continue }
                #expect(try worlds.house.log(of: space).count > before, "\(role) \(route.path)")
            }
        }
    }

    // MARK: Helpers

    /// A form as its own page sends it, as far as the sources tell: enough to reach the id's own check.
    static func filled(_ worlds: Worlds, _ route: Route, _ slug: String, _ guest: Guest) throws
        -> [(String, String)]
    {
        guard route.method == .post else { return [] }
        return fieldNames.map { ($0, "1") }
    }

    static func foreignID(_ worlds: Worlds, _ route: Route) -> String {
        let segments = "\(route.path)".split(separator: "/").map(String.init)
        guard let index = segments.firstIndex(where: { $0.hasPrefix("{") && $0 != "{space}" }),
            index > 0
        else {
            return ID<Event>().text
        }
        return worlds.foreign.ids[segments[index - 1]]?.first ?? worlds.foreign.ids["people"]?.first
            ?? ""
    }

    /// The page without what differs by nature: the id that was asked for, and keys of forms.
    static func comparable(_ page: Page, _ id: String) -> [UInt8] {
        var text = everything(page).replacing(id, with: "ID")
        text = text.replacing(/name="once" value="[^"]*"/, with: "once")
        return Array(text.utf8)
    }

    static func everything(_ page: Page) -> String {
        page.response.fields.list.map { "\($0.name): \($0.value)" }.joined(separator: "\n") + "\n\n"
            + page.text
    }

    /// A fingerprint of every row of the foreign spaces, the log aside.
    static func fingerprint(_ worlds: Worlds) throws -> [[String]] {
        let spaces = [worlds.foreign.provider, worlds.foreign.employer, worlds.foreign.association]
            .map { "'\($0.id)'" }.joined(separator: ",")
        let tables = try worlds.house.database.psql(
            """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
             where n.nspname = 'public' and c.relkind = 'r' order by 1
            """
        ).compactMap(\.first)
        return try tables.flatMap { table in
            try worlds.house.database.psql(
                "select '\(table)', count(*), md5(string_agg(t::text, ',' order by t::text)) from \(table) t where tenant_id in (\(spaces))"
            )
        }
    }
}
