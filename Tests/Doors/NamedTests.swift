import Base
import Foundation
import HTTP
import Routing
import Support
import Testing

/// Whom a look names: whoever's name an answered page writes is a subject of the event that the request left.
///
/// Made from the list of routes and from the links of the pages, so a new page is asked the day it is added.
@Suite(.serialized) struct `Whoever is named on a page` {
    typealias Doors = `All doors and all keys`

    /// A name as pages write it, and the ids under which the log may tell of whom it names.
    struct Named {
        let text: String
        let ids: Set<String>
    }

    /// Everybody whom the pages of a space can name, each by a text that stands for nobody else.
    static func names(_ house: TestHouse, in space: TestSpace) throws -> [Named] {
        let rows = try house.database.psql(
            """
            select given_name as name, id::text as ids from person where tenant_id = '\(space.id)'
            union all
            select name, concat_ws(' ', id, person_id) from membership where tenant_id = '\(space.id)'
            union all
            select employee_name, id::text from consent_request where tenant_id = '\(space.id)'
            union all
            select r.employee_name, a.person_id::text from consent_ask a join consent_request r on r.id = a.id
             where a.tenant_id = '\(space.id)'
            """
        )
        return rows.map {
            Named(text: $0[0], ids: Set($0[1].split(separator: " ").map(String.init)))
        }
    }

    /// The newest events of a space, each with its subjects.
    static func events(_ house: TestHouse, in space: TestSpace) throws -> [String: Set<String>] {
        let rows = try house.database.psql(
            """
            select e.id, array_to_string(s.people, ' ') from log.event e
              left join log.event_subjects s on s.tenant_id = e.tenant_id and s.event_id = e.id
             where e.tenant_id = '\(space.id)' order by e.at desc, e.id desc limit 20
            """
        )
        let pairs = rows.map { ($0[0], Set($0[1].split(separator: " ").map(String.init))) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// Every address that somebody can open: each route with each of the world's ids, and what the pages lead to.
    static func paths(
        _ house: TestHouse,
        _ world: World,
        _ caller: Caller,
        followsLinks: Bool
    ) throws -> [String] {
        var paths: Set<String> = []
        let space = world.space(caller.kind)
        let entries = try house.database.psql(
            "select min(id::text) from log.event where tenant_id = '\(space.id)' group by action"
        ).compactMap(\.first)
        let people = world.keys(after: "people", in: caller.kind)
        for route in Doors.inSpace where route.method == .get && route.kinds.has(caller.kind) {
            let segment = Doors.segment(route)
            let ids =
                segment == "log"
                ? entries : world.keys(after: segment, in: caller.kind).map(\.id)
            for id in Doors.hasID(route) ? ids : [""] {
                let path = Doors.path(route, slug: caller.slug) { _ in id }
                paths.insert(path)
                guard path.hasSuffix("/log") || path.contains("/log/ex") else { continue }
                for person in people { paths.insert("\(path)?person=\(person.id)") }
                paths.insert("\(path)?q=\(world.canary)")
                for member in world.members where member.kind == caller.kind {
                    paths.insert("\(path)?actor=\(member.guest?.account.text ?? "")")
                }
            }
        }
        guard followsLinks else { return paths.sorted() }
        let crawl = try Crawl(house, token: caller.guest?.token, from: ["/\(caller.slug)/today"])
        // A page names the same people in each language, and wherever one came from.
        let linked = crawl.opened.filter { path in
            !["language=", "list="].contains { path.contains($0) }
        }
        return paths.union(linked).sorted()
    }

    /// Names that pages wrote without telling of them, as `route: name`; how many pages were opened, and on how many of
    /// them somebody was named.
    static func untold(
        _ house: TestHouse,
        _ world: World,
        _ kind: SpaceKind,
        of names: [Named],
        followsLinks: Bool = true
    ) throws -> (untold: [String], opened: Int, naming: Int) {
        let space = world.space(kind)
        var (untold, opened, naming) = (Set<String>(), 0, 0)
        for caller in world.callers where caller.kind == kind {
            let own = caller.guest?.membership.text ?? ""
            for path in try paths(house, world, caller, followsLinks: followsLinks) {
                let before = try events(house, in: space)
                let page = try house.get(path, as: caller.guest)
                guard page.status == 200 else { continue }
                opened += 1
                let new = try events(house, in: space).filter { before[$0.key] == nil }
                let told = new.values.reduce(into: Set<String>()) { $0.formUnion($1) }
                // Who reads stands in the frame.
                let written = names.filter { !$0.ids.contains(own) && page.text.contains($0.text) }
                naming += written.isEmpty ? 0 : 1
                for name in written where told.isDisjoint(with: name.ids) {
                    let like = path.prefix { $0 != "?" }.split(separator: "/").dropFirst().map {
                        ID<Event>(String($0)) == nil ? String($0) : "{id}"
                    }
                    untold.insert("\(caller.name) /\(like.joined(separator: "/")): \(name.text)")
                }
            }
        }
        return (untold.sorted(), opened, naming)
    }

    @Test(arguments: SpaceKind.allCases)
    func `is a subject of the look`(_ kind: SpaceKind) throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("named_\(kind.rawValue)")
        let names = try Self.names(house, in: fixture.own.space(kind))
        let (untold, opened, naming) = try Self.untold(house, fixture.own, kind, of: names)
        #expect(untold.isEmpty, "\(untold.joined(separator: "\n"))")
        #expect(opened > 40 && naming > 10, "\(naming) of \(opened) pages name somebody")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test(arguments: SpaceKind.allCases)
    func `is a subject of the look, also once every form has been sent`(_ kind: SpaceKind) throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("named_more_\(kind.rawValue)")
        // Those who have their ids already; whoever joins by a form was only a typed name before.
        let names = try Self.names(house, in: fixture.own.space(kind))
        var sent = 0
        for found in try fixture.sound where found.caller.kind == kind && found.caller.role != nil {
            guard let (tab, form, filler) = try? found.open(in: house, fixture.own.filler) else {
                continue
            }
            var browser = tab
            let page = try browser.post(form.action, filler.filled(form))
            sent += page.status < 400 ? 1 : 0
        }
        #expect(sent > 0)
        // Whoever has signed out or left by a form looks on all the same.
        try house.database.psql(
            "update accounts.session set ended_at = null; update membership set ends_on = null"
        )
        let (untold, opened, naming) = try Self.untold(
            house,
            fixture.own,
            kind,
            of: names,
            followsLinks: false
        )
        #expect(untold.isEmpty, "\(untold.joined(separator: "\n"))")
        #expect(opened > 20 && naming > 0, "\(naming) of \(opened) pages name somebody")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is a subject of the look at what a personal link opens`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("named_link")
        let space = fixture.own.space(.employer)
        let caller = try #require(
            fixture.own.callers.first { $0.guest == nil && $0.kind == .employer }
        )
        let names = try Self.names(house, in: space)
        let place = "/\(space.slug)/answer"
        var tab = Tab(house, caller)
        let token = try #require(fixture.own.filler.tokens[place])
        _ = try tab.post(place, ["token": token, "once": ID<Event>().text])
        let before = try Self.events(house, in: space)
        let page = try tab.get("\(place)/request")
        let new = try Self.events(house, in: space).filter { before[$0.key] == nil }
        let told = new.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        let written = names.filter { page.text.contains($0.text) }
        #expect(page.status == 200 && written.count == 1, "\(page.status) \(written)")
        #expect(written.allSatisfy { !told.isDisjoint(with: $0.ids) }, "\(told)")
    }

    /// Where a name is taken as text, and what for: each tells of whom it names in another way, or does not show it.
    static let takenAsText: Set<String> = [
        "Answering/AnswerMails.swift mail", "Answering/CarryingOut.swift letter",
        "Answering/ConsentCase.swift field", "Answering/ConsentCase.swift log",
        "Audit/Entry.swift log", "Features/Consents/ConsentList.swift log",
        "Features/Consents/RequestMails.swift mail",
        "Features/Invitations/InvitingMany.swift mail", "Features/Log/LogViews.swift page",
        "Features/Receipts/ReceiptPages.swift log",
        "Features/Releases/Asking.swift letter", "Interface/Text.swift page",
        "Terms/ReceiptRecord.swift file",
    ]

    @Test func `is named by a value that says who it is; it becomes text in these places alone`() {
        var found: Set<String> = []
        let root = TestCluster.root + "/Sources"
        for case let file as String in FileManager.default.enumerator(atPath: root) ?? .init()
        where file.hasSuffix(".swift") {
            let text = (try? String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)) ?? ""
            for use in text.matches(of: /\.text\(for: \.(\w+)\)|[^.]text\(for: \.(\w+)\)/) {
                found.insert("\(file) \(use.output.1 ?? use.output.2 ?? "")")
            }
        }
        #expect(found == Self.takenAsText)
    }
}
