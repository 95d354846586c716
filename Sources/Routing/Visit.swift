public import Access
import Audit
public import Base
public import HTML
public import HTTP
public import Interface
public import Store
public import Wording

/// What a handler is given.
///
/// There are no globals: what is not in here, a handler cannot reach.
public struct Visit {
    /// The request as it was sent.
    public let request: Request
    /// Who asks, and in which space.
    public let visitor: Visitor
    /// The permit for what the route needs.
    public internal(set) var permit: Permit
    /// The sentences, in the language of this reply.
    public let words: Words
    /// The moment at which the request began.
    public let now: Instant
    /// What is the same for every request.
    public let site: Site
    /// What the form that was sent knows of itself; of a page, a fresh one.
    public let seal: FormSeal
    /// Whether a form that was kept over a lost session is shown again, and nothing is carried out.
    let isRestoring: Bool
    let route: Route
    let parameters: [String: String]
    let database: Database
    let refusals: RefusalLedger

    /// Whether the request is to change something: what it will change is locked as it is read.
    public var isChanging: Bool { !request.method.isSafe && !isRestoring }

    /// A segment of the path by its name.
    ///
    /// Absent only when the route does not have it, which is a fault.
    public func parameter(_ name: StaticString) throws(Failure) -> String {
        guard let value = parameters["\(name)"] else {
            throw .broken(Fault("the route has no such segment", "\(name)"))
        }
        return value
    }

    /// An id of the path.
    ///
    /// What is no id is as absent as one that does not exist: 404.
    public func id<Of>(_ name: StaticString = "id") throws(Failure) -> ID<Of> {
        guard let id = ID<Of>(try parameter(name)) else { throw .refused(.notFound) }
        return id
    }

    /// The space of the path.
    ///
    /// A fault outside the spaces.
    public var space: KnownSpace {
        get throws(Failure) {
            guard let space = visitor.space else {
                throw .broken(Fault("a page outside the spaces"))
            }
            return space
        }
    }

    /// A path in this space: `here("/people")` is `/takk/people`.
    public func here(_ path: String) -> String {
        "/\(visitor.space?.slug ?? "")\(path)"
    }

    /// Whether the visitor may do something more, for showing only what works.
    public func may(_ permission: Permission) -> Bool {
        site.gate.allows(visitor.actor, permission)
    }

    /// How far a permission of the visitor's reaches.
    public func scope(of permission: Permission) -> Scope {
        site.gate.table.scope(of: permission, for: visitor.actor)
    }

    /// A permit for something more than the route needs.
    ///
    /// Refused as the route itself would be.
    public func permit(for permission: Permission) throws(Failure) -> Permit {
        try site.gate.ask(visitor.actor, for: permission)
    }

    /// The reply shows more of people than its door alone says.
    public func show(also groups: [FieldGroup]) {
        for group in groups where !database.shown.contains(group.rawValue) {
            database.shown.append(group.rawValue)
        }
    }

    /// What has to be known of a person wherever they stand, in one round trip.
    public func notices(
        of person: ID<Person>,
        _ db: borrowing Transaction
    ) throws(Failure) -> [WaitingTask] {
        var asks: [MappedAsk<PersonPart>] = []
        for notice in site.features.flatMap(\.notices) { asks += try notice(self, person) }
        return try db.together(asks).flatMap(\.tasks)
    }

    // MARK: Reading and writing

    /// Reads in the space of the path.
    public func read<T>(
        _ body: (borrowing Transaction) throws(Failure) -> T
    ) throws(Failure) -> T {
        try database.read(permit, body)
    }

    /// Writes in the space of the path; the result comes with its entry.
    public func write<T>(
        _ body: (borrowing Transaction) throws(Failure) -> Audited<T>
    ) throws(Failure) -> T {
        guard isRestoring else { return try database.write(permit, body) }
        let (value, entries) = try database.rehearse(permit, body)
        // What a form that is only shown again may leave is the record of the look that it is.
        guard entries.allSatisfy({ $0.action.kind == .read }) else {
            throw .refused(.conflict(why: "form.kept.act"))
        }
        for entry in entries {
            try database.note(entry, in: space.id, by: visitor.actor)
        }
        return value
    }

    /// Carries a form out once, however often it is sent, and leads to where `body` says.
    ///
    /// When `body` throws, nothing of it stays, so that the handler can still answer with a page.
    public func act(
        _ body: (borrowing Transaction) throws(Failure) -> Audited<String>
    ) throws(Failure) -> Reply {
        do throws(Failure) {
            let written: WrittenOnce<Never> = try writeOnce { (db) throws(Failure) in
                .kept(try body(db))
            }
            switch written {
            case .kept(let location): return .redirect(to: location)
            }
        } catch {
            database.abandon()
            throw error
        }
    }

    /// The same for an act after which the browser is told something, such as its session: nil when it was sent before.
    public func act<Told>(
        _ body: (borrowing Transaction) throws(Failure) -> (Audited<String>, Told)
    ) throws(Failure) -> (reply: Reply, told: Told?) {
        var told: Told?
        let reply = try act { (db) throws(Failure) -> Audited<String> in
            let (audited, value) = try body(db)
            told = value
            return audited
        }
        return (reply, told)
    }

    /// A write that is done once with the form's own key; what `body` drops leaves no trace.
    func writeOnce<Dropped>(
        _ body: (borrowing Transaction) throws(Failure) -> Written<Dropped>
    ) throws(Failure) -> WrittenOnce<Dropped> {
        try refuseRestoring()
        return try database.writeOnce(
            permit,
            key: seal.key,
            path: request.path,
            content: try formContent(request),
            body
        )
    }

    /// Nothing is carried out for a form that is only shown again.
    private func refuseRestoring() throws(Failure) {
        if isRestoring { throw .refused(.conflict(why: "form.kept.act")) }
    }

    /// Reads what belongs to no space, through the functions of the schema `accounts`.
    public func readAccount<T>(
        _ body: (borrowing AccountTransaction) throws(Failure) -> T
    ) throws(Failure) -> T {
        try database.readAccount(permit, body)
    }

    /// Changes what belongs to an account.
    public func account<T>(
        _ body: (borrowing AccountTransaction) throws(Failure) -> AccountAudited<T>
    ) throws(Failure) -> T {
        try refuseRestoring()
        return try database.account(permit, body)
    }

    /// Everybody in the visitor's network has to wait before this form is read again.
    ///
    /// Whoever goes on sending it is soon turned away at the door.
    public func holdNetwork(seconds: Int) {
        site.rateLimiter.note(seconds: seconds, request, at: now)
    }

    /// Tells the log of a refusal that the page itself says.
    public func note(_ refusal: Refusal) throws(Failure) {
        guard let refused = Refused(refusal, request, visitor) else { return }
        try refusals.note(refused, request, at: now, database)
    }

    /// The answer to a sign-in at an address that has no account: the installation's log hears of it, of a flood as a count.
    public func unknownSignIn<Value>(_ value: Value) -> AccountAudited<Value> {
        let refused = Refused(
            .accountSignInUnknown,
            in: .installation,
            by: visitor.actor,
            from: request
        )
        let isSingle = refusals.isSingle(refused, at: now)
        return AccountAudited(
            value,
            Entry(
                .accountSignInUnknown,
                of: Object(refused.space, request.network.shown),
                outcome: .refused
            ),
            in: isSingle ? [LoggedPlace(.installation)] : []
        )
    }

    // MARK: Pages

    /// The sealed field of a form of the page that changes nothing which is there already.
    public var once: String {
        let fresh = FormSeal(account: visitor.account?.id)
        // Without random bytes there is no seal, and a form without one is refused.
        return (try? fresh.text(site.sealing)) ?? ""
    }

    /// A page of the house, with the rail.
    public func page(
        _ title: some Text,
        status: Int = 200,
        content: (inout HTML) -> Void
    ) -> Reply {
        .page(status: status, housePage(title: title, frame: frame, content: content))
    }

    /// A page like a letter: narrow, without a menu.
    public func letter(
        _ title: some Text,
        _ other: Frame? = nil,
        status: Int = 200,
        content: (inout HTML) -> Void
    ) -> Reply {
        .page(status: status, letterPage(title: title, frame: other ?? frame, content: content))
    }

    /// A page like a letter that is open to anybody, with what it is about.
    public func openLetter(
        _ title: String,
        about summary: String,
        content: (inout HTML) -> Void
    ) -> Reply {
        var open = frame
        open.summary = summary
        return letter(title, open, content: content)
    }

    /// A table for spreadsheets.
    public func file(_ name: String, _ table: TableFile) -> Reply {
        let type = "text/csv; charset=utf-8; header=present"
        return .file(name: name, type: type, table.bytes, about: table.subjects)
    }

    /// Where to go after an act, with the sentence that says what happened: a wording key with `.done.` in it.
    public func after(_ path: String, did key: StaticString) -> String {
        "\(path)\(path.contains("?") ? "&" : "?")did=\(key)"
    }

    /// The day of the request, in Finland.
    public var today: Day { now.inFinland.day }

    /// The sentences in another language than this reply's: for mails.
    public func words(in language: Language) -> Words {
        site.catalogue.words(language, at: now)
    }

    /// What surrounds the page.
    public var frame: Frame { frame(at: nil) }

    /// The pages of the rail but this one, each with what it is.
    public var waysOn: [(title: String, path: String, what: String)] {
        site.menu.filter { $0.door.path.description != route.path.description }.flatMap { way in
            links([way], site, visitor, words).map { link in
                (link.title, link.path, way.door.help.map { words.dynamic($0) } ?? "")
            }
        }
    }

    /// What surrounds a page that belongs to another path in the menu than its own address.
    public func frame(at path: String?) -> Frame {
        var frame = pageFrame(
            site: site,
            visitor: visitor,
            request: request,
            words: words,
            at: path,
            door: site.shownPage(of: route),
            shown: database.shown
        )
        if frame.notice != nil, let place = offeredUndo {
            frame.notice?.undo = Notice.Undo(words("undo.do"), to: place, once: once)
        }
        return frame
    }
}
