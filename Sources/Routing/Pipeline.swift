import Access
public import Audit
public import Base
import Crypto
public import HTTP
public import Store
import Interface
import Wording

/// One request, one direction: read (session, space, language) → find (route) → ask (gate) → act (handler) → show.
public struct Pipeline: Sendable {
    /// What is the same for every request.
    public let site: Site
    /// The doors that a path is looked up in.
    public let router: Router
    private let refusals: RefusalLedger
    /// Pages of those who are turned away: they must not cost more than the pages of the others.
    private let made: [Int: [Language: Response]]
    private let log: @Sendable (Fault, String) -> Void

    /// `log` hears of every fault with the reference number that its user sees.
    public init(
        site: Site,
        router: Router,
        refusalsSinglyPerMinute: Int = Limits.refusalsLoggedSinglyPerMinute,
        log: @escaping @Sendable (Fault, String) -> Void
    ) {
        refusals = RefusalLedger(singlyPerMinute: refusalsSinglyPerMinute)
        self.site = site
        self.router = router
        self.log = log
        let languages = Language.allCases
        made = Dictionary(
            uniqueKeysWithValues: [429, 503].map { status in
                let pages = languages.map { ($0, site.refusal(status, in: $0)) }
                return (status, Dictionary(uniqueKeysWithValues: pages))
            }
        )
    }

    /// A response, with what must be durable before it leaves.
    public struct Answer: Sendable {
        /// What the browser gets.
        public let response: Response
        /// The records of a look, one for up to a hundred people; the audit writer keeps them first.
        public let records: [Record]
        /// A session whose use is worth noting.
        public let seen: ID<Session>?
        /// The route that answered, as it is written in the source: nothing of it tells of a person.
        public let route: String
    }

    /// Answers a request with this lane's database.
    public func answer(_ request: Request, database: Database) -> Answer {
        var visitor = Visitor(sessions: [], space: nil)
        var name = "none"
        let now = site.clock.now
        database.startClock()
        // What cannot be told now stays in the ledger; the request itself does not wait for it.
        try? tell(refusals.takeDue(at: now), database)
        do throws(Failure) {
            try checkSite(request)
            if let allowed = allowed(request) { return allowed }
            let (route, parameters) = try find(request)
            name = "\(route.path)"
            let readOnly = request.method.isSafe
            try database.begin(readOnly: readOnly)
            visitor = try read(request, parameters["space"], database)
            let answer = try act(route, parameters, request, visitor, now, database)
            try database.end()
            return answer
        } catch {
            database.abandon()
            return refuse(error, name, request, visitor, now, database)
        }
    }

    /// The page of what is refused before it reaches a lane: too large, unreadable, too many.
    ///
    /// `request` is nil when not even its head could be read. A status without words is said plainly.
    public func refusal(_ status: Int, _ request: Request?) -> Response {
        refusal(status, in: language(of: request))
    }

    /// The language of a request that nobody has been signed in for.
    public func language(of request: Request?) -> Language {
        let preferred = request?.cookie("language").flatMap(Language.init(rawValue:))
        return .chosen(header: request?.fields.first("accept-language"), preferred: preferred)
    }

    /// The same page in a language.
    public func refusal(_ status: Int, in language: Language) -> Response {
        made[status]?[language] ?? site.refusal(status, in: language)
    }

    /// The page of who is to come again after some seconds: 429 or 503.
    public func later(_ status: Int, _ request: Request, seconds: Int) -> Response {
        var response = refusal(status, request)
        response.fields.set("retry-after", String(seconds))
        return response
    }

    /// The answer to a network that has been told to wait and goes on trying; nil for who is to be heard.
    public func turnedAway(_ request: Request) -> Response? {
        site.rateLimiter.seconds(request, at: site.clock.now).map {
            later(429, request, seconds: $0)
        }
    }

    // MARK: Read

    private func read(
        _ request: Request,
        _ slug: String?,
        _ database: Database
    ) throws(Failure) -> Visitor {
        let cookie = request.cookie(site.sessionCookie) ?? ""
        if cookie.isEmpty, slug == nil { return Visitor(sessions: [], space: nil) }
        let (sessions, spaces) = try database.look(
            (.sessionOpen, [Bytes(sessionHash(cookie))]),
            (.spaceBySlug, [slug ?? ""])
        )
        let space = spaces.first.flatMap { $0.state == "suspended" ? nil : $0 }
        return Visitor(sessions: sessions, space: space)
    }

    private func find(_ request: Request) throws(Failure) -> (Route, [String: String]) {
        switch router.find(request.method, request.segments) {
        case .found(let route, let parameters): return (route, parameters)
        case .wrongMethod(let allowed): throw .refused(.methodNotAllowed(allowed))
        case .absent: throw .refused(.notFound)
        }
    }

    /// Unsafe requests come from our own pages, or from nowhere.
    private func checkSite(_ request: Request) throws(Failure) {
        guard !request.method.isSafe else { return }
        if let from = request.fields.first("sec-fetch-site") {
            guard from == "same-origin" else { throw .refused(.malformed) }
            return
        }
        guard let origin = request.fields.first("origin"), let host = request.fields.first("host"),
            origin == "https://\(host)" || origin == "http://\(host)"
        else { throw .refused(.malformed) }
    }

    /// The answer to OPTIONS: what may be done there, by anybody at all; nil for the other methods and for no place.
    private func allowed(_ request: Request) -> Answer? {
        guard request.method == .options else { return nil }
        var methods = ["GET", "HEAD", "OPTIONS", "POST"]
        if request.path != "*" {
            guard case .wrongMethod(let found) = router.find(.options, request.segments) else {
                return nil
            }
            methods = found
        }
        var response = Response.allowing(methods, to: request)
        site.secure(&response)
        return Answer(response: response, records: [], seen: nil, route: "options")
    }

    // MARK: Ask and act

    private func act(
        _ route: Route,
        _ parameters: [String: String],
        _ request: Request,
        _ visitor: Visitor,
        _ now: Instant,
        _ database: Database
    ) throws(Failure) -> Answer {
        if parameters["space"] != nil, visitor.space == nil {
            // To those who are not signed in, a space that is absent and one that is closed look the same.
            let asked = try site.gate.ask(visitor.actor, for: route.needs)
            _ = asked
            throw .refused(.notFound)
        }
        let permit = try site.gate.ask(visitor.actor, for: route.needs)
        let visit = Visit(
            request: request,
            visitor: visitor,
            permit: permit,
            words: words(request, visitor, now),
            now: now,
            site: site,
            parameters: parameters,
            database: database
        )
        let looked = try route.handle(visit)
        var records: [Record] = []
        if let entry = looked.entry, let space = visitor.space {
            for part in entry.parts {
                records.append(try database.record(part, in: space.id, by: visitor.actor))
            }
        }
        return Answer(
            response: finish(response(looked.reply), request, visitor),
            records: records,
            seen: worthNoting(visitor, now),
            route: "\(route.path)"
        )
    }

    /// A session is noted as in use at most twice a minute.
    private func worthNoting(_ visitor: Visitor, _ now: Instant) -> ID<Session>? {
        guard let account = visitor.account, account.seenAt.adding(seconds: 30) < now else {
            return nil
        }
        return account.session
    }

    // MARK: Refuse

    private func refuse(
        _ failure: Failure,
        _ route: String,
        _ request: Request,
        _ visitor: Visitor,
        _ now: Instant,
        _ database: Database
    ) -> Answer {
        let words = words(request, visitor, now)
        // A space is not named to those who have no place in it: its 404 is that of a space that does not exist.
        let seen = visitor.actor.membership == nil ? visitor.outside : visitor
        let frame = pageFrame(site: site, visitor: seen, request: request, words: words)
        let refusal: Refusal
        switch failure {
        case .refused(.signInNeeded):
            let next = request.method.isSafe ? "?next=\(percentEncoded(request.rawTarget))" : ""
            return Answer(
                response: finish(.redirect(to: "/sign-in\(next)"), request, visitor),
                records: [],
                seen: nil,
                route: route
            )
        case .refused(let why):
            refusal = why
        case .broken(let fault):
            let reference = String(ID<Event>().text.suffix(12))
            log(fault, reference)
            let page = faultPage(reference, frame)
            return Answer(
                response: finish(page, request, visitor),
                records: [],
                seen: nil,
                route: route
            )
        }
        do throws(Failure) {
            try note(refusal, request, visitor, now, database)
        } catch {
            // A refusal that cannot be logged does not leave as one.
            let page = refusalPage(.unavailable(retrySeconds: 2), frame, words)
            return Answer(
                response: finish(page, request, visitor),
                records: [],
                seen: nil,
                route: route
            )
        }
        let page = refusalPage(refusal, frame, words)
        return Answer(
            response: finish(page, request, visitor),
            records: [],
            seen: nil,
            route: route
        )
    }

    /// Refusals inside a space, and at the operator's pages, stand in a log before they are told: the first of a minute singly, a flood as one count.
    private func note(
        _ refusal: Refusal,
        _ request: Request,
        _ visitor: Visitor,
        _ now: Instant,
        _ database: Database
    ) throws(Failure) {
        let outside = request.segments.first == "operator" ? ID<Space>.installation : nil
        guard let space = visitor.space?.id ?? outside else { return }
        switch refusal {
        case .forbidden, .notFound: break
        default: return
        }
        let key = visitor.account?.session.text ?? request.peer
        guard refusals.isSingle(key: key, space: space, actor: visitor.actor, at: now) else {
            return
        }
        let label = "\(request.method.rawValue) \(request.path)"
        try database.note(
            Entry(.accessRefused, of: Object(space, label), outcome: .refused),
            in: space,
            by: visitor.actor
        )
    }

    /// Writes down what floods are still held back; called when the server stops.
    public func flushRefusals(database: Database) throws(Failure) {
        try tell(refusals.takeAll(), database)
    }

    /// Writes counts of refusals down; those that cannot be are kept for the next time.
    private func tell(_ counts: [RefusalLedger.Held], _ database: Database) throws(Failure) {
        for (index, held) in counts.enumerated() {
            do throws(Failure) {
                try database.note(
                    Entry(.accessRefusalsCounted, count: held.count, outcome: .refused),
                    in: held.space,
                    by: held.actor
                )
            } catch {
                database.abandon()
                refusals.putBack(Array(counts[index...]))
                throw error
            }
        }
    }

    // MARK: Show

    private func words(_ request: Request, _ visitor: Visitor, _ now: Instant) -> Words {
        let asked = request.query.first("language") ?? request.cookie("language")
        let preferred =
            asked.flatMap(Language.init(rawValue:)) ?? visitor.account?.language
        let words = site.catalogue.words(
            .chosen(header: request.fields.first("accept-language"), preferred: preferred),
            at: now
        )
        return visitor.space.map { words.inSpace($0.kind.rawValue) } ?? words
    }

    private func response(_ reply: Reply) -> Response {
        switch reply {
        case .page(let status, let bytes):
            return Response(status: status, contentType: "text/html; charset=utf-8", body: bytes)
        case .redirect(let location):
            return .redirect(to: location)
        case .file(let name, let type, let bytes):
            var response = Response(status: 200, contentType: type, body: bytes)
            response.fields.set("content-disposition", "attachment; filename=\"\(name)\"")
            // A file may be fetched in parts, and parts are of one version.
            response.fields.set("etag", "\"\(hex(sha256(bytes).prefix(16)))\"")
            return response
        case .response(let response):
            return response
        }
    }

    private func finish(_ response: Response, _ request: Request, _ visitor: Visitor) -> Response {
        var response = response
        if let chosen = request.query.first("language"), Language(rawValue: chosen) != nil {
            response.setCookie(
                Cookie("language", chosen, maxAge: 365 * 86_400, secure: site.isSecure)
            )
        }
        site.secure(&response)
        // What a form sent back may stand beside secrets; only plain pages are compressed (BREACH).
        response = response.selected(for: request) {
            request.method.isSafe && response.body.count > 1024
                ? gzipped(response.body, level: 1) : nil
        }
        response.fields.append("vary", "accept-encoding, accept-language, cookie")
        return response
    }
}
