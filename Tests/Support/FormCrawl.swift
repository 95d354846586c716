import Access
public import Base
import HTTP
public import Routing
public import Scenes

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
    public func open(in house: TestHouse, _ filler: FormFiller) throws -> (
        Tab, PageForm, FormFiller
    ) {
        var tab = Tab(house, caller)
        var filler = filler
        var page = try tab.get(self.page)
        for step in steps {
            let here = try FoundForm.same(as: step, in: page)
            page = try tab.post(here.action, filler.filled(here))
            if page.status == 303 { page = try tab.get(page.location) }
            filler.code = try house.newestCode()
        }
        return (tab, try FoundForm.same(as: form, in: page), filler)
    }

    /// The form of a page that asks the same and goes to the same place.
    public static func same(as form: PageForm, in page: Page) throws -> PageForm {
        let forms = PageForm.all(in: page.text)
        // What an act has made has another id each time.
        let here =
            forms.first { $0.action == form.action && $0.names == form.names }
            ?? forms.first { masked($0.action) == masked(form.action) && $0.names == form.names }
        guard let here else { throw Lost(form: form.action, status: page.status) }
        return here
    }

    private static func masked(_ action: String) -> String {
        action.replacing(/[0-9a-f]{8}-[0-9a-f-]{27}/, with: "*")
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
public struct FormCrawl: Sendable {
    /// Who goes about: every role, and those outside the spaces.
    public let callers: [Caller]
    /// Every form with who met it where; the same form once for each caller and page.
    public let forms: [FoundForm]
    /// Of each kind of form one that holds when it is filled.
    public let sound: [String: FoundForm]
    /// Kinds of which none held, with the last answer's status.
    public let unsound: [String: Int]
    /// Who has opened a door, by its method and path: got a page there, or had a form carried out.
    public let opened: [String: Set<String>]
    /// What the page at each path is filtered by, each as `name=value`: by links, and by forms that only ask.
    public let filters: [String: Set<String>]

    /// Walks through the own world of `ground`, which no house may have open.
    ///
    /// Forms are tried in copies, so that one does not change what the next one meets.
    public init(_ world: World, on ground: TestDatabase, features: [Feature]) throws {
        let callers = world.callers
        var crawler = try Crawler(world, ground, features.flatMap(\.routes))
        for caller in callers { try crawler.open(caller) }
        try crawler.tryForms()
        self.callers = callers
        forms = crawler.forms
        sound = crawler.sound
        unsound = crawler.unsound
        filters = crawler.filters
        opened = crawler.opened
    }
}

/// Opens pages and gathers what stands there.
private struct Crawler {
    let world: World
    let ground: TestDatabase
    let routes: [Route]
    let house: TestHouse
    var forms: [FoundForm] = []
    var sound: [String: FoundForm] = [:]
    var unsound: [String: Int] = [:]
    var filters: [String: Set<String>] = [:]
    var opened: [String: Set<String>] = [:]
    private var seen: Set<String> = []
    private var tried: Set<String> = []
    /// Pages that somebody's pages lead to with something asked.
    private var links: [String] = []

    init(_ world: World, _ ground: TestDatabase, _ routes: [Route]) throws {
        self.world = world
        self.ground = ground
        self.routes = routes
        house = try TestHouse("crawl", on: ground.copy("crawl"))
    }

    /// Opens each page once for each of the world's ids, and then what these pages lead to with something asked.
    mutating func open(_ caller: Caller) throws {
        links = []
        for route in routes where route.method == .get {
            guard route.kinds == .outside || route.kinds.has(caller.kind) else { continue }
            for path in paths(route, caller) { try open(path, route, caller) }
        }
        var asked: Set<String> = []
        while !links.isEmpty {
            let link = links.removeFirst()
            guard let route = route(link, .get), asked.insert("\(route.path)").inserted else {
                continue
            }
            try open(link, route, caller)
        }
    }

    private mutating func open(_ path: String, _ route: Route, _ caller: Caller) throws {
        var tab = Tab(house, caller)
        let page = try tab.get(path)
        note(page, "GET \(route.path)", by: caller)
        if page.status == 200 { gather(page, caller, path, steps: []) }
    }

    /// Who gets a page, or is led on without being told to sign in, has opened the door.
    private mutating func note(_ page: Page, _ door: String, by caller: Caller) {
        let isLed = page.status == 303 && !page.location.hasPrefix("/sign-in?")
        guard page.status == 200 || (isLed && !page.tellsMistake) else { return }
        opened[door, default: []].insert(caller.name)
    }

    /// A route's paths: one for each id that the world has for it.
    private func paths(_ route: Route, _ caller: Caller) -> [String] {
        let kind = route.kinds == .outside ? nil : caller.kind
        let parts = "\(route.path)".split(separator: "/").map(String.init)
        var paths = [""]
        for (index, part) in parts.enumerated() {
            if part == "{space}" {
                paths = paths.map { "\($0)/\(caller.slug)" }
            } else if part == "{number}" {
                paths = paths.map { "\($0)/1" }
            } else if part.hasPrefix("{"), index > 0 {
                let keys = world.keys(after: parts[index - 1], in: kind)
                paths = paths.flatMap { path in keys.map { "\(path)/\($0.id)" } }
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
            if tag["href"].hasPrefix("/") { links.append(tag["href"]) }
            let parts = tag["href"].prefix { $0 != "#" }.split(separator: "?", maxSplits: 1)
            guard parts.count == 2 else { continue }
            for pair in parts[1].split(separator: "&") {
                filters[String(parts[0]), default: []].insert(String(pair))
            }
        }
        for form in PageForm.searches(in: page.text) {
            for field in form.fields {
                let values = [field.value.isEmpty ? "a" : field.value] + field.choices.map(\.value)
                for value in values {
                    filters[form.action, default: []].insert("\(field.name)=\(value)")
                }
            }
        }
    }

    /// The route that takes a form; the one with the most words of its own, when there are several.
    private func route(_ action: String, _ method: HTTP.Method = .post) -> Route? {
        let path = action.prefix { $0 != "?" }
        let segments = path.split(separator: "/").map(String.init)
        let fitting = routes.filter { route in
            let parts = "\(route.path)".split(separator: "/").map(String.init)
            return route.method == method && parts.count == segments.count
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
            let house = try TestHouse("crawl_copy", on: ground.copy("crawl_copy"))
            var (tab, form, filler) = try found.open(in: house, world.filler)
            let secrets = tab.secrets
            var page = try tab.post(form.action, filler.filled(form))
            guard page.status == 200 || (page.status == 303 && !page.tellsMistake) else {
                if sound[found.kind] == nil { unsound[found.kind] = page.status }
                continue
            }
            tried.insert(trial)
            note(page, "POST \(found.route.path)", by: found.caller)
            if sound[found.kind] == nil { sound[found.kind] = found }
            unsound[found.kind] = nil
            if page.status == 303 {
                // The page that comes next opens in this browser alone.
                let isByLink = found.caller.guest == nil
                let isNew = !tab.secrets.isEmpty && (isByLink || tab.secrets != secrets)
                let location = page.location
                page = try tab.get(location)
                // So does the one that offers to take back what was done, or asks for a mailed code.
                let isNext =
                    location.contains("undo=") || page.text.contains("name=\"code\"")
                guard isNew || isNext else { continue }
                if let next = route(location, .get) {
                    note(page, "GET \(next.path)", by: found.caller)
                }
            }
            _ = filler
            gather(page, found.caller, found.page, steps: found.steps + [found.form])
        }
    }
}
