import Access
import Base
import Foundation
import HTTP
import Composition
import Mail
import Synchronization
@testable import Routing
import Support
import Testing

/// All doors, all keys: every route, asked by every role of every kind of space and by none, with own, foreign, absent and
/// malformed ids, in path, query and body.
///
/// Made from the list of routes, so a new route is covered the day it is added.
@Suite(.serialized) struct `All doors and all keys` {
    static let routes = features.flatMap(\.routes) + [.keptForm]
    static let table = try? PermissionTable.embedded()

    /// Two worlds in a database of their own: what is one's own, and what is another's.
    struct Worlds {
        var house: TestHouse
        let own: World
        let foreign: World

        init(_ name: String, features: [Feature] = features) throws {
            let fixture = try Fixture.shared()
            house = try fixture.house(name, features: features)
            own = fixture.own
            foreign = fixture.foreign
        }
    }

    static func name(_ route: Route) -> String { "\(route.method.rawValue) \(route.path)" }

    /// A path with its names filled: the slug, and the id after each segment.
    static func path(_ route: Route, slug: String, id: (String) -> String) -> String {
        var before = ""
        return "/"
            + "\(route.path)".split(separator: "/").map { segment in
                defer { before = String(segment) }
                if segment == "{space}" { return slug }
                // The first of a thing's own parts: it is of no space.
                if segment == "{number}" { return "1" }
                return segment.hasPrefix("{") ? id(before) : String(segment)
            }.joined(separator: "/")
    }

    /// A path with ids of the world itself, of a kind of space where it has them.
    static func path(_ route: Route, _ world: World, in kind: SpaceKind) -> String {
        let keysKind = route.kinds == .outside ? nil : kind
        return path(route, slug: world.space(kind).slug) {
            world.keys(after: $0, in: keysKind).first?.id ?? world.anyID(after: $0)
                ?? ID<Event>().text
        }
    }

    static var hasID: (Route) -> Bool {
        { route in "\(route.path)".replacing("{space}", with: "").contains("{") }
    }

    static var inSpace: [Route] { routes.filter { "\($0.path)".hasPrefix("/{space}") } }

    /// The segment that stands before the id in a path.
    static func segment(_ route: Route) -> String {
        let segments = "\(route.path)".split(separator: "/").map(String.init)
        guard
            let index = segments.lastIndex(where: {
                $0.hasPrefix("{") && !["{space}", "{number}"].contains($0)
            }),
            index > 0
        else { return "" }
        return segments[index - 1]
    }

    /// One member for each role and kind of space that has a door.
    static func members(_ route: Route, _ world: World) -> [Caller] {
        world.members.filter { route.kinds.has($0.kind) && !$0.isOther }
    }

    static func scope(_ route: Route, _ caller: Caller) throws -> Scope {
        try #require(table).scope(of: route.needs, for: caller.actor)
    }

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
        _ house: TestHouse,
        _ route: Route,
        _ path: String,
        _ guest: Guest?,
        body: [(String, String)] = []
    ) throws -> Page {
        var fields: Fields = ["host": "localhost", "sec-fetch-site": "same-origin"]
        if let guest { fields.append("cookie", "vakka=\(guest.token)") }
        guard route.method == .post else {
            return try house.ask(Request(.get, path, fields: fields))
        }
        var form = Form(body.map { Form.Pair($0.0, $0.1) })
        form.set("once", ID<Event>().text)
        fields.set("content-type", "application/x-www-form-urlencoded")
        return try house.ask(
            Request(.post, path, fields: fields, body: Array(form.encoded.utf8))
        )
    }

    /// Every refusal that the log of any space has, as `space: METHOD path`, with how often it stands there.
    static func refusals(_ house: TestHouse) throws -> [String: Int] {
        let rows = try house.database.psql(
            """
            select e.tenant_id || ': ' || (d.body::jsonb ->> 'label') from log.event e
              join log.event_part d on d.tenant_id = e.tenant_id and d.event_id = e.id and d.part = 'detail'
             where e.action = 'access.refused' and e.outcome = 'refused'
            """
        )
        return Dictionary(rows.map { ($0[0], 1) }, uniquingKeysWith: +)
    }

    /// What differs between two counts.
    static func difference(_ left: [String: Int], _ right: [String: Int]) -> [String] {
        Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
            .map { "\($0): \(left[$0] ?? 0), expected \(right[$0] ?? 0)" }
    }

    // MARK: The doors

    /// What is right for somebody at a door of a kind of space.
    enum Answer: Equatable {
        case reached
        case signIn
        case forbidden
        case absent
    }

    /// Whose world a caller is of, seen from the one whose doors are asked for.
    enum Origin {
        case own
        case outside
    }

    static func answer(
        _ route: Route,
        _ caller: Caller,
        _ origin: Origin,
        _ kind: SpaceKind?
    ) throws -> Answer {
        let table = try #require(table)
        let isHome =
            origin == .own && kind != nil && caller.role != nil && caller.kind == kind
        let hasDoor = kind.map { route.kinds.has($0) } ?? true
        if isHome, !hasDoor { return .absent }
        let account = caller.guest?.account
        // Away from home somebody is an account and nothing more; the operator is one outside the spaces alone.
        let away = Actor(
            space: kind.map { _ in ID<Space>() },
            account: account,
            isOperator: caller.actor.isOperator
        )
        let scope = table.scope(of: route.needs, for: isHome ? caller.actor : away)
        let isOwn = route.needs == .accountOwn && account != nil
        guard scope > .none || isOwn else {
            return account == nil ? .signIn : isHome ? .forbidden : .absent
        }
        return hasDoor ? .reached : .absent
    }

    @Test
    func `let in whom the table lets in, where the kind of space has them, and nobody else`() throws
    {
        let reached = Mutex<Int>(0)
        let stubs = features.map { feature in
            Feature(
                feature.name,
                routes: feature.routes.map { route in
                    Route(
                        route.method,
                        route.path,
                        route.kinds,
                        route.needs,
                        route.discloses,
                        route.lane,
                        route.answers,
                        route.owner
                    ) { _ throws(Failure) in
                        reached.withLock { $0 += 1 }
                        return .elsewhere("/reached")
                    }
                },
                menu: feature.menu,
                waiting: feature.waiting,
                receives: feature.receives
            )
        }
        let worlds = try Worlds("doors_roles", features: stubs)
        var expected = try Self.refusals(worlds.house)
        var openedAt: Set<String> = []
        var asked = 0
        for route in features.flatMap(\.routes) {
            let kinds: [SpaceKind?] = route.kinds == .outside ? [nil] : SpaceKind.allCases
            for kind in kinds {
                let path = Self.path(route, worlds.own, in: kind ?? .provider)
                // The members of the other world are accounts here, and nothing more.
                let foreign = worlds.foreign.members.filter { $0.role == .coordinator }
                for caller in worlds.own.callers + foreign.prefix(1) {
                    let isForeign = foreign.contains { $0.guest?.token == caller.guest?.token }
                    let before = reached.withLock { $0 }
                    let page = try Self.ask(worlds.house, route, path, caller.guest)
                    let isReached = reached.withLock { $0 } > before
                    let answer = try Self.answer(route, caller, isForeign ? .outside : .own, kind)
                    let what = "\(caller.name) \(route.method) \(path) → \(page.status)"
                    #expect(isReached == (answer == .reached), "\(what)")
                    asked += 1
                    switch answer {
                    case .reached: openedAt.insert("\(kind?.rawValue ?? "") \(Self.name(route))")
                    case .signIn:
                        #expect(
                            page.status == 303 && page.location.hasPrefix("/sign-in"),
                            "\(what)"
                        )
                    case .forbidden: #expect(page.status == 403, "\(what)")
                    case .absent:
                        #expect(page.status == 404, "\(what)")
                        let isTold = worlds.own.isTold(in: page.text.replacing(path, with: ""))
                        #expect(!isForeign || !isTold, "\(what)")
                    }
                    let isOperators = path.hasPrefix("/operator")
                    if answer == .forbidden || answer == .absent, kind != nil || isOperators {
                        let space = kind.map { worlds.own.space($0).id } ?? .installation
                        expected["\(space): \(route.method.rawValue) \(path)", default: 0] += 1
                    }
                }
            }
        }
        // Each of them stands in the log, once.
        let wrong = Self.difference(try Self.refusals(worlds.house), expected)
        #expect(wrong.isEmpty, "\(wrong)")
        for route in features.flatMap(\.routes) {
            let kinds: [SpaceKind?] =
                route.kinds == .outside ? [nil] : SpaceKind.allCases.filter(route.kinds.has)
            for kind in kinds {
                let door = "\(kind?.rawValue ?? "") \(Self.name(route))"
                #expect(openedAt.contains(door), "\(door) lets nobody in")
            }
        }
        #expect(asked > 5000, "\(asked)")
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `a world has every role in every kind of space that knows it`() throws {
        let own = try Fixture.shared().own
        let rows = try Fixture.shared().house("doors_world").database.psql(
            "select kind || ' ' || role from role_in_kind"
        )
        let seats = Set(own.members.map { "\($0.kind.rawValue) \($0.role?.rawValue ?? "")" })
        #expect(seats == Set(rows.compactMap(\.first)))
        #expect(Set(own.members.compactMap(\.role)) == Set(Role.allCases))
        #expect(Set(own.members.map(\.kind)) == Set(SpaceKind.allCases))
        // Who reaches no more than what is their own, or of their courses, has neighbours.
        let table = try #require(Self.table)
        for role in Role.allCases {
            let scopes = Set(table.lines.map { $0.scopes[role] ?? .none })
            guard !scopes.isDisjoint(with: [.own, .course]) else { continue }
            for caller in own.members where caller.role == role {
                #expect(
                    own.members.contains { $0.role == role && $0.kind == caller.kind && $0.isOther }
                )
            }
        }
    }

    @Test func `each is opened by somebody`() throws {
        let fixture = try Fixture.shared()
        let crawl = try fixture.crawl
        var opened = Set(crawl.opened.keys)
        // The demo's own pages show the mail that a folder holds.
        let folder = "\(TestCluster.scratch)/doors-mail"
        let mail = Message(
            id: ID<Event>().text,
            from: try #require(Mailbox("Vakka <vakka@localhost>")),
            to: try #require(Mailbox("a@x.example")),
            subject: "Kirje",
            text: "Moi",
            language: .finnish,
            origin: "http://localhost",
            at: Instant(milliseconds: 1_000_000_000_000)
        )
        try keep(mail, folder: folder)
        let demo = try TestHouse("doors_demo", isDemo: true, mailFolder: folder)
        for (door, path) in [
            ("GET /demo/mail", "/demo/mail"), ("GET /demo/mail/{id}", "/demo/mail/\(mail.id)"),
        ] where try demo.get(path).status == 200 { opened.insert(door) }
        // A form that was sent after its session had ended is kept until its account signs in.
        let house = try fixture.house("doors_kept")
        let found = try #require(
            try fixture.sound.first {
                $0.route.owner == .account && $0.caller.guest != nil && $0.steps.isEmpty
            }
        )
        var (tab, form, filler) = try found.open(in: house, fixture.own.filler)
        try house.database.psql("update accounts.session set ended_at = moment()")
        _ = try tab.post(form.action, filler.filled(form))
        try house.database.psql("update accounts.session set ended_at = null")
        if try tab.get("/kept-form").status == 200 { opened.insert("GET /kept-form") }
        // What is known of one person is asked for by who they are.
        let auditor = fixture.own.members.first { $0.role == .auditor && $0.kind == .provider }
        let person = fixture.own.anyID(after: "people") ?? ""
        let extract = "/\(auditor?.slug ?? "")/log/extract?person=\(person)"
        if try house.get(extract, as: auditor?.guest).status == 200 {
            opened.insert("GET /{space}/log/extract")
        }
        // The button that looks for an employer sends its form to an address of its own.
        let preparing = try #require(
            try fixture.sound.first {
                "\($0.route.path)" == "/{space}/applications/{id}/employer"
            }
        )
        var (desk, employer, words) = try preparing.open(in: house, fixture.own.filler)
        let search = "\(employer.action)/search"
        if try desk.post(search, words.filled(employer)).status == 200 {
            opened.insert("POST /{space}/applications/{id}/employer/search")
        }
        let shut = Set(Self.routes.map(Self.name)).subtracting(opened)
        #expect(shut.isEmpty, "opened by nobody: \(shut.sorted())")
    }

    @Test
    func
        `whether a space and an id exist, who is not signed in cannot tell`() throws
    {
        let worlds = try Worlds("doors_anonymous")
        let table = try #require(Self.table)
        var asked = 0
        for route in Self.inSpace where table.scope(of: route.needs, for: Actor()) == .none {
            for slug in worlds.own.spaces.values.map(\.slug) + ["olematon", "oma-suspended"] {
                let path = Self.path(route, slug: slug) {
                    worlds.own.anyID(after: $0) ?? ID<Event>().text
                }
                let page = try Self.ask(worlds.house, route, path, nil)
                asked += 1
                #expect(
                    page.status == 303 && page.location.hasPrefix("/sign-in"),
                    "\(route.method) \(path)"
                )
            }
        }
        #expect(asked > 300, "\(asked)")
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    // MARK: The keys

    @Test
    func
        `a foreign id and an absent one are answered byte for byte the same, with one refusal each`()
        throws
    {
        let worlds = try Worlds("doors_ids")
        var expected = try Self.refusals(worlds.house)
        for route in Self.inSpace where Self.hasID(route) {
            var asked = 0
            let foreign = worlds.foreign.anyID(after: Self.segment(route))
            #expect(foreign != nil, "\(route.path): the other world has no such id")
            for caller in Self.members(route, worlds.own) {
                guard try Self.scope(route, caller) > .none else { continue }
                let what = "\(caller.name) \(route.method) \(route.path)"
                var answers: [Data] = []
                for id in [foreign ?? "", ID<Event>().text] {
                    let path = Self.path(route, slug: caller.slug) { _ in id }
                    let body = Self.filled(route)
                    let page = try Self.ask(worlds.house, route, path, caller.guest, body: body)
                    // What is asked for is looked at before the form is: here it is junk, in `Every form` it holds.
                    #expect(page.status == 404, "\(what) → \(page.status)")
                    let space = worlds.own.space(caller.kind).id
                    expected["\(space): \(route.method.rawValue) \(path)", default: 0] += 1
                    answers.append(Data(Self.comparable(page, id)))
                    asked += 1
                }
                #expect(answers[0] == answers[1], "\(what)")
            }
            #expect(asked > 0, "\(route.path) was asked by nobody")
        }
        let wrong = Self.difference(try Self.refusals(worlds.house), expected)
        #expect(wrong.isEmpty, "\(wrong)")
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `malformed ids are as absent`() throws {
        let worlds = try Worlds("doors_malformed")
        let odd = [
            "x", "0", "%00", "..%2f", "%F0%9F%A7%BA", String(repeating: "a", count: 300), "null",
            "'--", "1%20or%201",
        ]
        for route in Self.inSpace where Self.hasID(route) {
            var asked = 0
            for caller in Self.members(route, worlds.own) {
                guard try Self.scope(route, caller) > .none else { continue }
                for id in odd {
                    let path = Self.path(route, slug: caller.slug) { _ in id }
                    guard let page = try? Self.ask(worlds.house, route, path, caller.guest) else {
                        continue
                    }
                    asked += 1
                    #expect(
                        page.status == 404 || page.status == 400,
                        "\(caller.name) \(route.method) \(path) → \(page.status)"
                    )
                }
            }
            #expect(asked > 0, "\(route.path) was asked by nobody")
        }
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `foreign ids in query and body show and change nothing of the other world`() throws {
        let worlds = try Worlds("doors_fields")
        let foreign = worlds.foreign
        let kept = ["people", "members", "courses", "applications", "consents", "consent-asks"]
        let foreignIDs = kept.compactMap(foreign.anyID) + [foreign.space(.provider).id.text]
        #expect(foreignIDs.count == kept.count + 1)
        let before = try Self.fingerprint(worlds)
        for route in Self.inSpace {
            for caller in Self.members(route, worlds.own) {
                guard try Self.scope(route, caller) > .none else { continue }
                let own = Self.path(route, worlds.own, in: caller.kind)
                for id in foreignIDs {
                    let fields = Self.fieldNames.map { ($0, id) }
                    let query = Form(fields.map { Form.Pair($0.0, $0.1) }).encoded
                    let path = query.utf8.count < 7000 ? "\(own)?\(query)" : own
                    let page = try Self.ask(worlds.house, route, path, caller.guest, body: fields)
                    let what = "\(caller.name) \(route.method) \(route.path)"
                    #expect(page.status < 500, "\(what) → \(page.status)")
                    #expect(!worlds.foreign.isTold(in: Self.everything(page)), "\(what)")
                }
            }
        }
        #expect(try Self.fingerprint(worlds) == before)
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `no page of one's own space holds a foreign canary, in any language`() throws {
        let worlds = try Worlds("doors_canaries")
        var opened = 0
        for route in Self.inSpace where route.method == .get {
            for caller in Self.members(route, worlds.own) {
                guard try Self.scope(route, caller) > .none else { continue }
                let path = Self.path(route, worlds.own, in: caller.kind)
                for language in Language.allCases {
                    let page = try Self.ask(
                        worlds.house,
                        route,
                        "\(path)?language=\(language.rawValue)",
                        caller.guest
                    )
                    let what = "\(caller.name) \(path) \(language)"
                    #expect(!worlds.foreign.isTold(in: Self.everything(page)), "\(what)")
                    #expect(!page.text.contains("⟦"), "\(what)")
                    #expect(page.status < 500, "\(what)")
                    opened += page.status == 200 ? 1 : 0
                }
            }
        }
        #expect(opened > 300, "\(opened)")
        let mails = try worlds.own.spaces.values.flatMap { try worlds.house.mails(of: $0) }
        #expect(!mails.contains { worlds.foreign.isTold(in: "\($0)") })
        #expect(worlds.house.faults.all.isEmpty, "\(worlds.house.faults.all)")
    }

    @Test func `what discloses personal data leaves a record of the look`() throws {
        let worlds = try Worlds("doors_looks")
        for route in Self.inSpace where route.method == .get && !route.discloses.isEmpty {
            var opened = 0
            for caller in Self.members(route, worlds.own) {
                guard try Self.scope(route, caller) > .none else { continue }
                let space = worlds.own.space(caller.kind)
                let keys = worlds.own.keys(after: Self.segment(route), in: caller.kind)
                for id in Self.hasID(route) ? keys.map(\.id) : [""] {
                    var path = Self.path(route, slug: caller.slug) { _ in id }
                    if path.hasSuffix("/log/extract") {
                        path += "?person=\(worlds.own.keys(after: "people", in: caller.kind)[0].id)"
                    }
                    let before = try worlds.house.log(of: space).count
                    let page = try Self.ask(worlds.house, route, path, caller.guest)
                    guard page.status == 200 else { continue }
                    opened += 1
                    #expect(
                        try worlds.house.log(of: space).count > before,
                        "\(caller.name) \(path)"
                    )
                }
            }
            let isByLink = route.needs == .nothing || route.needs == .consentAnswer
            #expect(opened > 0 || isByLink, "\(route.path) was opened by nobody")
        }
    }

    // MARK: Helpers

    /// A form as its own page sends it, as far as the sources tell: enough to reach the id's own check.
    static func filled(_ route: Route) -> [(String, String)] {
        route.method == .post ? fieldNames.map { ($0, "1") } : []
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
        let spaces = worlds.foreign.spaces.values.map { "'\($0.id)'" }.sorted()
            .joined(separator: ",")
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
