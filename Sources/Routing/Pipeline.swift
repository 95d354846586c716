import Access
public import Audit
public import Base
import Crypto
public import HTTP
public import Store
import Terms
import Wording

/// One request, one direction: read (session, space, language) → find (door) → ask (gate) → act (handler) → show.
public struct Pipeline: Sendable {
    /// What is the same for every request.
    public let site: Site
    /// The doors that a path is looked up in.
    public let router: Router
    let refusals: RefusalLedger
    let receiveLetter: ReceiveLetter
    /// Pages of those who are turned away: they must not cost more than the pages of the others.
    let made: [Int: [Language: Response]]
    let log: @Sendable (Fault, String) -> Void

    /// `log` hears of every fault with the reference number that its user sees.
    ///
    /// Throws a fault when a kind of letter is received by no slice, or by two.
    public init(
        site: Site,
        router: Router,
        refusalsSinglyPerMinute: Int = Limits.refusalsLoggedSinglyPerMinute,
        log: @escaping @Sendable (Fault, String) -> Void
    ) throws(Failure) {
        receiveLetter = try site.letterReceivers()
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

    /// Answers a request with this lane's database; `finding` is what its path has been found to be, if somebody looked.
    public func answer(
        _ request: Request,
        at finding: Router.Finding? = nil,
        database: Database
    ) -> Answer {
        let finding = finding ?? router.find(request)
        return answer(Asked(request, at: finding, now: site.clock.now), database)
    }

    func answer(
        _ unread: Asked,
        _ database: Database,
        tries: Int = Limits.contentionTries
    ) -> Answer {
        var asked = unread
        database.startClock(receiveLetter: receiveLetter)
        do throws(Failure) {
            try checkHost(asked)
            if let allowed = allowed(asked) { return allowed }
            try read(&asked, database)
            try checkSite(&asked)
            try meet(&asked, database)
            if let looked = try earlier(asked, database) {
                return try show(looked, asked, database)
            }
            let visit = try ask(asked, database)
            return try show(try act(visit), asked, database)
        } catch {
            database.abandon()
            // Nothing of it was done: it is carried out anew, as if it came now.
            if case .refused(.contended) = error, tries > 1 {
                return answer(unread, database, tries: tries - 1)
            }
            return refuse(error, asked, database)
        }
    }

    // MARK: Read

    /// Who asks, and in which space: read in the transaction in which everything else happens.
    private func read(_ asked: inout Asked, _ database: Database) throws(Failure) {
        let (_, parameters) = try asked.door
        try database.begin(readOnly: asked.request.method.isSafe)
        let cookie = asked.request.cookie(site.sessionCookie) ?? ""
        let slug = parameters["space"]
        if cookie.isEmpty, slug == nil { return }
        let (sessions, spaces) = try database.look(
            (.sessionOpen, [Bytes(sessionHash(cookie))]),
            (.spaceBySlug, [slug ?? ""])
        )
        let space = spaces.first.flatMap { $0.state == "suspended" ? nil : $0 }
        asked.visitor = Visitor(sessions: sessions, space: space)
    }

    /// What an expert is at a provider: the rail says it on every page.
    private func meet(_ asked: inout Asked, _ database: Database) throws(Failure) {
        let actor = asked.visitor.actor
        guard asked.visitor.space?.kind == .provider, actor.roles.contains(.expert),
            actor.person != nil
        else { return }
        let permit = try site.gate.ask(actor, for: .todayRead)
        let stages = try database.read(permit) { (db) throws(Failure) in try db.all(.ownStages) }
        asked.visitor.standing = stages.compactMap(\.standing).max()
    }

    /// Unsafe requests come from our own pages, or from nowhere.
    private func checkSite(_ asked: inout Asked) throws(Failure) {
        guard !asked.request.method.isSafe, !asked.isRestoring, try asked.door.0.owner != .mailed
        else { return }
        asked.isCrossSite = !isOwn(asked.request)
        if asked.isCrossSite { throw .refused(.malformed) }
    }

    private func isOwn(_ request: Request) -> Bool {
        let from = request.fields.first("sec-fetch-site")
        if let origin = request.fields.first("origin"), origin != "null" || from == nil {
            guard site.isOwn(origin: origin) else { return false }
        } else if from == nil {
            return false
        }
        return from == nil || from == "same-origin"
    }

    /// A request for another host is nobody's here: it has found its way by a name that somebody else chose.
    private func checkHost(_ asked: Asked) throws(Failure) {
        guard let host = asked.request.fields.first("host"), site.isOwn(host: host) else {
            throw .refused(.misdirected)
        }
    }

    // MARK: Ask

    /// The door, the gate, and whose form it is.
    private func ask(_ asked: Asked, _ database: Database) throws(Failure) -> Visit {
        let (route, parameters) = try asked.door
        let visitor = asked.visitor
        if let space = visitor.space {
            // In another kind of space the door does not exist.
            guard route.kinds.has(space.kind) || visitor.actor.membership == nil else {
                throw .refused(.notFound)
            }
        }
        let permit = try site.gate.ask(visitor.actor, for: route.needs)
        if parameters["space"] != nil {
            // To those who are not signed in, a space that is absent and one that is closed look the same.
            guard let space = visitor.space, route.kinds.has(space.kind) else {
                throw .refused(.notFound)
            }
        }
        let seal = try seal(asked, route)
        if !asked.request.method.isSafe, route.owner == .account,
            seal.account != visitor.account?.id
        {
            throw .refused(.otherAccount)
        }
        database.shown = route.discloses.map(\.rawValue)
        return Visit(
            request: asked.request,
            visitor: visitor,
            permit: permit,
            words: words(asked),
            now: asked.now,
            site: site,
            seal: seal,
            isRestoring: asked.isRestoring,
            route: route,
            parameters: parameters,
            database: database,
            refusals: refusals
        )
    }

    /// What the form that was sent knows of itself.
    private func seal(_ asked: Asked, _ route: Route) throws(Failure) -> FormSeal {
        let account = asked.visitor.account?.id
        guard !asked.request.method.isSafe, route.owner.isSealed else {
            return FormSeal(account: account)
        }
        guard let seal = FormSeal(try asked.request.form()["once"], site.sealing) else {
            throw .refused(.malformed)
        }
        // A session that has ended takes nothing along: the form waits until its account signs in again.
        if route.owner == .account, account == nil, seal.account != nil {
            throw .refused(.signInNeeded)
        }
        return seal
    }

    // MARK: Act

    private func act(_ visit: Visit) throws(Failure) -> Looked {
        try visit.route.handle(visit)
    }

    /// A session is noted as in use at most twice a minute.
    func worthNoting(_ asked: Asked) -> ID<Session>? {
        guard let account = asked.visitor.account, account.seenAt.adding(seconds: 30) < asked.now
        else {
            return nil
        }
        return account.session
    }
}

/// The SHA-256 of what a form holds beside its seal.
func formContent(_ request: Request) throws(Failure) -> [UInt8] {
    var sent = try request.form()
    sent.remove("once")
    return sha256(sent.encoded)
}

/// A request on its way: where its door is, and who asks.
struct Asked {
    let request: Request
    let finding: Router.Finding
    /// When it began.
    let now: Instant
    /// Whether a form that was kept is shown again.
    var isRestoring = false
    /// Whether a page of another site has sent it.
    var isCrossSite = false
    /// Nobody, until the session is read.
    var visitor = Visitor(sessions: [], space: nil)

    init(
        _ request: Request,
        at finding: Router.Finding,
        now: Instant,
        isRestoring: Bool = false
    ) {
        self.now = now
        self.request = request
        self.finding = finding
        self.isRestoring = isRestoring
    }

    /// The door with the path's segments by their names.
    ///
    /// Refused where there is none.
    var door: (Route, [String: String]) {
        get throws(Failure) {
            switch finding {
            case .found(let route, let parameters): return (route, parameters)
            case .wrongMethod(let allowed): throw .refused(.methodNotAllowed(allowed))
            case .absent: throw .refused(.notFound)
            }
        }
    }

    /// The door as it is written in the source.
    var name: String {
        if case .found(let route, _) = finding { "\(route.path)" } else { "none" }
    }
}
