import Access
public import Base
import HTTP
public import Routing

/// A form that somebody met on a page of a world, with the way to it.
public struct FoundForm: Sendable {
    /// Who met it.
    public let caller: Caller
    /// The route that takes it.
    public let route: Route
    /// The page on which it stands, or on which the way to it begins.
    public let page: String
    /// The forms that were sent on the way, first to last.
    public let steps: [PageForm]
    /// The form as it stood there.
    public let form: PageForm

    /// What tells forms apart: the route and what is asked.
    public var kind: String { "\(route.path) \(form.names.joined(separator: " "))" }

    /// Goes the way to the form, in any house that has the same world.
    ///
    /// Returns the browser that stands before it, and the form as it stands there now.
    public func open(in house: TestHouse, _ typist: Typist) throws -> (Tab, PageForm, Typist) {
        var tab = Tab(house, caller)
        var typist = typist
        var page = try tab.get(self.page)
        for step in steps {
            let here = try FoundForm.same(as: step, in: page)
            page = try tab.post(here.action, typist.filled(here))
            if page.status == 303 { page = try tab.get(page.location) }
            typist.code = try house.newestCode()
        }
        return (tab, try FoundForm.same(as: form, in: page), typist)
    }

    /// The form of a page that asks the same and goes to the same place.
    public static func same(as form: PageForm, in page: Page) throws -> PageForm {
        let forms = PageForm.all(in: page.text)
        let here = forms.first { $0.action == form.action && $0.names == form.names }
        guard let here else { throw Lost(form: form.action, status: page.status) }
        return here
    }

    /// A form that is not where it was.
    public struct Lost: Error {
        /// Where it was to be sent.
        public let form: String
        /// The status of the page that does not have it.
        public let status: Int
    }
}

extension TestHouse {
    /// The figures of the newest mail with a code, of any space or of none; empty when there is none.
    public func newestCode() throws(Failure) -> String {
        let bodies = try database.psql(
            """
            select body from (select body, made_at, id from outbox union all select body, made_at, id from accounts.mail) m
             order by made_at desc, id desc
            """
        ).compactMap(\.first)
        for body in bodies {
            if let code = body.firstMatch(of: /\b([0-9]{4}) ?([0-9]{4})\b/) {
                return "\(code.output.1)\(code.output.2)"
            }
        }
        return ""
    }
}

/// All forms that a world shows to its people: those of the pages, and those of pages that answer a form.
public struct Walk: Sendable {
    /// Who walks: every role, and those outside the spaces.
    public let callers: [Caller]
    /// Every form with who met it where; the same form once for each caller and page.
    public let forms: [FoundForm]
    /// Of each kind of form one that holds when it is filled.
    public let sound: [String: FoundForm]
    /// Kinds of which none held, with the last answer's status.
    public let unsound: [String: Int]
    /// What pages filter by, each as `name=value`: of their links, and of the forms that only ask.
    public let filters: Set<String>

    /// Walks through the own world of `ground`, which no house may have open.
    ///
    /// Forms are tried in copies, so that one does not change what the next one meets.
    public init(_ world: World, on ground: TestDatabase, features: [Feature]) throws {
        let callers = Walk.callers(world)
        var walker = try Walker(world, ground, features.flatMap(\.routes))
        for caller in callers { try walker.open(caller) }
        try walker.tryForms()
        self.callers = callers
        forms = walker.forms
        sound = walker.sound
        unsound = walker.unsound
        filters = walker.filters
    }

    /// Everybody who is at home in a world, in each kind of space, and those who are not.
    public static func callers(_ world: World) -> [Caller] {
        func caller(_ name: String, _ space: TestSpace, _ guest: Guest, _ role: Role) -> Caller {
            let actor = Actor(space: space.id, account: guest.account, roles: [role])
            return Caller(name: name, slug: space.slug, guest: guest, actor: actor)
        }
        var callers = world.guests.sorted { $0.key < $1.key }.map { role, guest in
            let space = role == .consentGiver ? world.employer : world.provider
            return caller(role.rawValue, space, guest, role)
        }
        callers += [
            caller(
                "employer's coordinator",
                world.employer,
                world.employerCoordinator,
                .coordinator
            ),
            caller(
                "association's coordinator",
                world.association,
                world.associationCoordinator,
                .coordinator
            ),
        ]
        let operators = Actor(account: world.operatorGuest.account, isOperator: true)
        let nobody = Actor(account: world.nobody.account)
        for space in [world.provider, world.employer] {
            callers.append(
                Caller(
                    name: "nobody in \(space.slug)",
                    slug: space.slug,
                    guest: nil,
                    actor: Actor()
                )
            )
        }
        callers += [
            Caller(
                name: "without a space",
                slug: world.provider.slug,
                guest: world.nobody,
                actor: nobody
            ),
            Caller(
                name: "operator",
                slug: world.provider.slug,
                guest: world.operatorGuest,
                actor: operators
            ),
        ]
        return callers
    }
}

/// Opens pages and gathers what stands there.
private struct Walker {
    let world: World
    let ground: TestDatabase
    let routes: [Route]
    let house: TestHouse
    var forms: [FoundForm] = []
    var sound: [String: FoundForm] = [:]
    var unsound: [String: Int] = [:]
    var filters: Set<String> = []
    private var seen: Set<String> = []
    private var tried: Set<String> = []

    init(_ world: World, _ ground: TestDatabase, _ routes: [Route]) throws {
        self.world = world
        self.ground = ground
        self.routes = routes
        house = try TestHouse("walk", on: ground.copy("walk"))
    }

    mutating func open(_ caller: Caller) throws {
        for route in routes where route.method == .get {
            for path in paths(route, caller.slug) {
                var tab = Tab(house, caller)
                let page = try tab.get(path)
                guard page.status == 200 else { continue }
                gather(page, caller, path, steps: [])
            }
        }
    }

    /// A route's paths: one for each id that the world has for it.
    private func paths(_ route: Route, _ slug: String) -> [String] {
        let parts = "\(route.path)".split(separator: "/").map(String.init)
        var paths = [""]
        for (index, part) in parts.enumerated() {
            if part == "{space}" {
                paths = paths.map { "\($0)/\(slug)" }
            } else if part.hasPrefix("{"), index > 0 {
                let ids = world.ids[parts[index - 1]] ?? []
                paths = paths.flatMap { path in ids.map { "\(path)/\($0)" } }
            } else {
                paths = paths.map { "\($0)/\(part)" }
            }
        }
        return paths.map { $0.isEmpty ? "/" : $0 }
    }

    private mutating func gather(_ page: Page, _ caller: Caller, _ path: String, steps: [PageForm])
    {
        let type = page.response.fields.first("content-type") ?? ""
        guard type.hasPrefix("text/html") else { return }
        gatherFilters(page)
        for form in PageForm.all(in: page.text) {
            guard let route = route(form.action) else { continue }
            let hidden = form.fields.filter { $0.kind == .hidden && $0.name != "once" }
                .map { "\($0.name)=\($0.value)" }
            let place = steps.isEmpty ? form.action : "\(route.path) \(steps.count)"
            let values = steps.isEmpty ? hidden.joined(separator: "&") : ""
            let key = "\(caller.name) \(place) \(form.names) \(values)"
            guard seen.insert(key).inserted else { continue }
            forms.append(
                FoundForm(caller: caller, route: route, page: path, steps: steps, form: form)
            )
        }
    }

    private mutating func gatherFilters(_ page: Page) {
        for tag in tags(page.text) where tag.name == "a" && tag["href"].contains("?") {
            let query = tag["href"].drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
            for pair in query.split(separator: "&") { filters.insert(String(pair)) }
        }
        for field in PageForm.searches(in: page.text).flatMap(\.fields) {
            filters.insert("\(field.name)=\(field.value.isEmpty ? "a" : field.value)")
            for choice in field.choices { filters.insert("\(field.name)=\(choice.value)") }
        }
    }

    /// The route that takes a form; the one with the most words of its own, when there are several.
    private func route(_ action: String) -> Route? {
        let path = action.prefix { $0 != "?" }
        let segments = path.split(separator: "/").map(String.init)
        let fitting = routes.filter { route in
            let parts = "\(route.path)".split(separator: "/").map(String.init)
            return route.method == .post && parts.count == segments.count
                && zip(parts, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        return fitting.max {
            "\($0.path)".filter { $0 == "{" }.count > "\($1.path)".filter { $0 == "{" }.count
        }
    }

    /// Fills and sends one form of each kind, each in a house of its own, and looks at what the answers ask.
    mutating func tryForms() throws {
        var next = 0
        while next < forms.count {
            let found = forms[next]
            next += 1
            let trial = "\(found.kind) \(found.caller.guest == nil)"
            guard !tried.contains(trial), found.steps.count < 6 else { continue }
            let house = try TestHouse("walk_copy", on: ground.copy("walk_copy"))
            var (tab, form, typist) = try found.open(in: house, world.typist)
            let secrets = tab.secrets
            var page = try tab.post(form.action, typist.filled(form))
            guard page.status == 200 || (page.status == 303 && !page.tellsMistake) else {
                if sound[found.kind] == nil { unsound[found.kind] = page.status }
                continue
            }
            tried.insert(trial)
            if sound[found.kind] == nil { sound[found.kind] = found }
            unsound[found.kind] = nil
            if page.status == 303 {
                // The page that comes next opens in this browser alone.
                guard !tab.secrets.isEmpty, tab.secrets != secrets else { continue }
                page = try tab.get(page.location)
            }
            _ = typist
            gather(page, found.caller, found.page, steps: found.steps + [found.form])
        }
    }
}
