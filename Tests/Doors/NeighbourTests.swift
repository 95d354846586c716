import Access
import Base
import HTTP
import Routing
import Support
import Testing

/// Keys of one's own space that are another person's: who reaches what is their own, or of their courses, opens no more.
@Suite(.serialized) struct `Neighbours` {
    typealias Doors = `All doors and all keys`

    /// Members who do not reach all of their space somewhere, each with their neighbour.
    static func narrow(_ world: World) -> [Caller] {
        world.members.filter { $0.role == .expert || $0.role == .trainer }
    }

    /// Texts that stand on pages about other people's rows alone.
    static func marks(_ caller: Caller, _ world: World) -> Set<String> {
        let account = caller.guest?.account ?? ID<Account>()
        let keys = (world.keys[caller.kind] ?? [:]).values.flatMap { $0 }
        return Set(keys.filter { !$0.owners.contains(account) }.compactMap(\.mark))
            .subtracting(keys.filter { $0.owners.contains(account) }.compactMap(\.mark))
    }

    /// Whether a door has an id whose row is somebody's, and the caller reaches only their own there.
    static func isNarrow(_ route: Route, _ caller: Caller) throws -> Bool {
        guard Doors.hasID(route) else { return false }
        if route.kinds == .outside { return route.needs == .accountOwn }
        let scope = try Doors.scope(route, caller)
        return route.kinds.has(caller.kind) && (scope == .own || scope == .course)
    }

    static func parted(_ route: Route, _ caller: Caller, _ world: World) -> (
        own: [World.Key], others: [World.Key]
    ) {
        let kind = route.kinds == .outside ? nil : caller.kind
        let account = caller.guest?.account ?? ID<Account>()
        let keys = world.keys(after: Doors.segment(route), in: kind)
        return (
            keys.filter { $0.owners.contains(account) },
            keys.filter { !$0.owners.contains(account) }
        )
    }

    @Test func `keys are as absent as nobody's, and nothing is done with them`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("neighbours")
        let sound = try fixture.sound
        let before = try fixture.rows(house)
        var asked: [String: Int] = [:]
        for route in Doors.routes {
            for caller in Self.narrow(fixture.own) where try Self.isNarrow(route, caller) {
                let others = Self.parted(route, caller, fixture.own).others
                #expect(!others.isEmpty, "\(caller.name) \(route.path): nobody else has a row")
                // Every form that the door takes, filled so that it would hold.
                let forms = sound.filter { Doors.name($0.route) == Doors.name(route) }
                for key in others {
                    let path = Doors.path(route, slug: caller.slug) { _ in key.id }
                    let what = "\(caller.name) \(route.method) \(path)"
                    var pages: [Page] = []
                    if route.method == .get { pages.append(try house.get(path, as: caller.guest)) }
                    for found in forms {
                        var sent = fixture.own.filler.filled(found.form)
                        sent.set("once", ID<Event>().text)
                        var tab = Tab(house, caller)
                        pages.append(try tab.post(path, sent))
                    }
                    for page in pages {
                        asked[Doors.name(route), default: 0] += 1
                        #expect(page.status == 404, "\(what) → \(page.status)")
                        let told = Self.marks(caller, fixture.own).filter(page.text.contains)
                        #expect(told.isEmpty, "\(what) tells \(told)")
                    }
                }
            }
        }
        let changed = zip(before, try fixture.rows(house)).filter { $0 != $1 }.map(\.0)
        #expect(changed.isEmpty, "changed \(changed)")
        for route in Doors.routes {
            guard try Self.narrow(fixture.own).contains(where: { try Self.isNarrow(route, $0) })
            else { continue }
            #expect(asked[Doors.name(route)] != nil, "\(Doors.name(route)) was asked by nobody")
        }
        #expect(asked.count > 15, "\(asked)")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `keys of one's own open each of the same doors`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("neighbours_own")
        let sound = try fixture.sound
        for route in Doors.routes {
            // An account's own sessions are nobody's of these.
            guard route.kinds != .outside else { continue }
            var isAsked = false
            var statuses: Set<Int> = []
            for caller in Self.narrow(fixture.own) where try Self.isNarrow(route, caller) {
                isAsked = true
                let forms = sound.filter { Doors.name($0.route) == Doors.name(route) }
                for key in Self.parted(route, caller, fixture.own).own {
                    let path = Doors.path(route, slug: caller.slug) { _ in key.id }
                    if route.method == .get {
                        statuses.insert(try house.get(path, as: caller.guest).status)
                    }
                    for found in forms {
                        var sent = fixture.own.filler.filled(found.form)
                        sent.set("once", ID<Event>().text)
                        var tab = Tab(house, caller)
                        statuses.insert(try tab.post(path, sent).status)
                    }
                }
            }
            // 403: in words, what may not be done with one's own.
            let isOpened = statuses.contains { $0 != 404 && $0 != 400 && $0 < 500 }
            #expect(!isAsked || isOpened, "\(Doors.name(route)): \(statuses)")
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `stand on no page of somebody who does not reach them`() throws {
        let fixture = try Fixture.shared()
        let house = try fixture.house("neighbours_pages")
        var opened: [String: Int] = [:]
        var own = 0
        for route in Doors.inSpace where route.method == .get && route.needs != .nothing {
            for caller in Self.narrow(fixture.own) where route.kinds.has(caller.kind) {
                guard try Doors.scope(route, caller) > .none, route.needs != .applicationMake else {
                    continue
                }
                let marks = Self.marks(caller, fixture.own)
                let (keys, _) = Self.parted(route, caller, fixture.own)
                let ids = Doors.hasID(route) ? keys.map(\.id) : [""]
                for id in ids {
                    let path = Doors.path(route, slug: caller.slug) { _ in id }
                    let page = try house.get(path, as: caller.guest)
                    guard page.status == 200 else { continue }
                    opened[caller.name, default: 0] += 1
                    let told = marks.filter(page.text.contains)
                    #expect(told.isEmpty, "\(caller.name) \(path) tells \(told)")
                    own += keys.contains { $0.mark.map(page.text.contains) ?? false } ? 1 : 0
                }
            }
        }
        for caller in Self.narrow(fixture.own) {
            #expect(opened[caller.name, default: 0] > 5, "\(caller.name): \(opened)")
        }
        // What is looked for stands on pages about one's own rows.
        #expect(own > 10, "\(own)")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
