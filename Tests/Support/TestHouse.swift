public import Access
public import Base
import Crypto
public import HTTP
public import Composition
public import Routing
public import Store
public import Terms
import Synchronization

/// A whole house on a database of its own: spaces, members and guests, asked Request → Response through the real pipeline,
/// without sockets.
public final class TestHouse {
    /// The house's own database.
    public let database: TestDatabase
    /// The pipeline that a server would run, with every feature unless the test chose some.
    public let pipeline: Pipeline
    /// Whose the sessions are that have been asked with.
    private var accounts: [String: ID<Account>] = [:]
    /// What went wrong in this house so far.
    public let faults = Faults()
    let lane: Database
    private let auditConnection: AuditConnection

    /// Faults that handlers met; a test that expects none looks here.
    public final class Faults: Sendable {
        private let list = Mutex<[String]>([])

        /// The faults in the order they came, each as `what: detail at place`.
        public var all: [String] { list.withLock { $0 } }

        func add(_ fault: Fault) {
            list.withLock { $0.append("\(fault.what): \(fault.detail) at \(fault.place)") }
        }
    }

    /// Words and files, read once for all houses.
    public static let web = Result { () throws(Failure) in try WebFolder(of: TestCluster.root) }

    /// `name` becomes part of the database's name: lower-case letters and underscores.
    public init(
        _ name: String,
        origin: String = "http://localhost",
        isDemo: Bool = false,
        features: [Feature] = features,
        mailFolder: String? = nil,
        companies: CompanySearch? = nil,
        clock: Clock = .real,
        on ground: TestDatabase? = nil
    ) throws(Failure) {
        if let ground { database = ground } else { database = try TestCluster.database(name) }
        if !clock.isReal { try database.psql("call allow_scenes(true)") }
        let faults = faults
        // A debug build on a busy machine takes longer than anybody would be let wait.
        lane = Database(database.app, secondsMax: 60, clock: clock)
        // A connection of its own, which ends at once: a database that somebody uses cannot be copied.
        guard let sealing = SealingKey(try Database(database.app, secondsMax: 60).sealingKey())
        else {
            throw .broken(Fault("the key for forms has a wrong length"))
        }
        pipeline = try compose(
            try TestHouse.web.get(),
            origin: origin,
            isDemo: isDemo,
            mailFolder: mailFolder,
            companies: companies,
            features: features,
            sealing: sealing,
            refusalsSinglyPerMinute: .max,
            clock: clock
        ) { fault, _ in faults.add(fault) }
        auditConnection = AuditConnection(database.app, clock: clock)
    }

    // MARK: Making

    /// A space, with its canary in every name.
    public func space(
        _ slug: String,
        _ kind: SpaceKind,
        state: String = "active",
        businessID: String? = nil
    ) throws(Failure) -> TestSpace {
        let id = ID<Space>()
        try database.psql(
            """
            insert into space (id, slug, kind, state, business_id, name_fi, name_sv, name_en)
            values ('\(id)', '\(slug)', '\(kind.rawValue)', '\(state)',
              \(businessID.map { "'\($0)'" } ?? "null"), 'Tila \(slug)', 'Rum \(slug)', 'Space \(slug)')
            """
        )
        return TestSpace(id: id, slug: slug)
    }

    /// A member with roles and a running session.
    ///
    /// With no roles and no space: an account that belongs nowhere.
    public func member(
        of space: TestSpace?,
        _ roles: Role...,
        name: String = "Testi Testaaja",
        email: String? = nil,
        person: ID<Person>? = nil
    ) throws(Failure) -> Guest {
        let account = ID<Account>()
        let membership = ID<Membership>()
        let address = email ?? "\(account.text.suffix(12))@testi.example"
        try database.psql(
            "insert into accounts.account (id, email, name) values ('\(account)', '\(address)', '\(name)')"
        )
        if let space {
            let person = person.map { "'\($0)'" } ?? "null"
            try database.psql(
                """
                insert into membership (tenant_id, id, account_id, person_id, name, email)
                values ('\(space.id)', '\(membership)', '\(account)', \(person), '\(name)', '\(address)')
                """
            )
            for role in roles {
                try database.psql(
                    """
                    insert into membership_role (tenant_id, membership_id, role)
                    values ('\(space.id)', '\(membership)', '\(role.rawValue)')
                    """
                )
            }
        }
        let token = try Token()
        let session = ID<Session>()
        try database.psql(
            """
            insert into accounts.session (id, account_id, token_hash, strength, agent, address)
            values ('\(session)', '\(account)', '\\x\(hex(token.hash))', 'password', 'test', '127.0.0.1')
            """
        )
        return Guest(account: account, membership: membership, email: address, token: token.text)
    }

    /// A person in a space's register.
    public func person(
        in space: TestSpace,
        _ given: String,
        _ family: String,
        kind: String = "participant"
    ) throws(Failure) -> ID<Person> {
        let id = ID<Person>()
        try database.psql(
            """
            insert into person (tenant_id, id, given_name, family_name, kind)
            values ('\(space.id)', '\(id)', '\(given)', '\(family)', '\(kind)')
            """
        )
        return id
    }

    // MARK: Asking

    /// Opens a page.
    public func get(_ path: String, as guest: Guest? = nil, fields: Fields = Fields())
        throws(Failure) -> Page
    {
        try ask(Request(.get, path, fields: merged(fields, guest)))
    }

    /// The lines of Today that count the rows of a list, after each has been followed: the number it says is that of the rows.
    public func listedOnToday(_ space: String, as guest: Guest) throws -> [(
        line: String, rows: Int
    )] {
        let lines = try get("/\(space)/today", as: guest).text.split(
            separator: "<span class=\"what\""
        ).dropFirst()
        return try lines.compactMap { part in
            let line = String(part.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })
            guard let said = Int(line.prefix { $0.isNumber }),
                let start = part.firstRange(of: "href=\"/\(space)/applications?")?.upperBound
            else { return nil }
            let query = part[start...].prefix { $0 != "\"" }.replacing("&amp;", with: "&")
            let list = try get("/\(space)/applications?\(query)", as: guest).text
            let rows = list.split(separator: "class=\"row\"").count - 1
            guard said == rows else {
                throw Failure.broken(Fault("Today's number is not the list's", "\(line): \(rows)"))
            }
            return (line, rows)
        }
    }

    /// Sends a form from our own page.
    ///
    /// A fresh idempotency key goes along unless the form has one.
    public func post(
        _ path: String,
        _ form: KeyValuePairs<String, String> = [:],
        as guest: Guest? = nil,
        fields: Fields = Fields()
    ) throws(Failure) -> Page {
        var sent = Form(form.map { Form.Pair($0.key, $0.value) })
        if sent.first("once") == nil { sent.append("once", ID<Submission>().text) }
        var all = merged(fields, guest)
        all.set("content-type", "application/x-www-form-urlencoded")
        if all.first("sec-fetch-site") == nil { all.set("sec-fetch-site", "same-origin") }
        return try ask(
            Request(.post, path, fields: all, body: Array(sent.encoded.utf8))
        )
    }

    /// The key of the intent that a page's form carries.
    public func key(of once: String?) -> String? {
        FormSeal(once ?? "", pipeline.site.sealing)?.key.text
    }

    /// The sealed field of a form that somebody has just opened.
    public func once(of guest: Guest?, key: ID<Submission> = ID<Submission>()) throws(Failure)
        -> String
    {
        try FormSeal(account: guest?.account, key: key).text(pipeline.site.sealing)
    }

    /// Any request, answered as the server would: a look is recorded before its reply.
    ///
    /// A form whose field `once` is a plain id is sent as from a page that had just been opened, with the id for the key of
    /// its intent.
    public func ask(_ request: Request) throws(Failure) -> Page {
        guard request.method == .post, var form = try? request.form(),
            let key = ID<Submission>(form["once"])
        else { return try answer(request) }
        let account = try account(of: request)
        form.set("once", try FormSeal(account: account, key: key).text(pipeline.site.sealing))
        // What changes something that is there already was made from what is there now: its first sending only asks for that.
        let asked = pipeline.answer(request.sending(form), database: lane)
        let page = Page(response: asked.response)
        guard page.status == 409 else { return try kept(asked) }
        let versions = (page.onces(of: request.path) + [page.field("once") ?? ""])
            .compactMap { FormSeal($0, pipeline.site.sealing)?.version }
        var last = asked
        for version in versions where Page(response: last.response).status == 409 {
            let seal = FormSeal(account: account, version: version, key: key)
            form.set("once", try seal.text(pipeline.site.sealing))
            last = pipeline.answer(request.sending(form), database: lane)
        }
        return try kept(last)
    }

    private func answer(_ request: Request) throws(Failure) -> Page {
        try kept(pipeline.answer(request, database: lane))
    }

    private func kept(_ answer: Pipeline.Answer) throws(Failure) -> Page {
        if !answer.records.isEmpty || answer.seen != nil {
            try auditConnection.keep(answer.records, seen: answer.seen.map { [$0] } ?? [])
        }
        return Page(response: answer.response)
    }

    /// The account of a request's session.
    private func account(of request: Request) throws(Failure) -> ID<Account>? {
        guard let token = request.cookie("vakka").flatMap(Token.init(received:)) else { return nil }
        if let known = accounts[token.text] { return known }
        let rows = try database.psql(
            "select account_id from accounts.session where token_hash = '\\x\(hex(token.hash))' and ended_at is null"
        )
        let account = rows.first.flatMap { ID<Account>($0[0]) }
        if let account { accounts[token.text] = account }
        return account
    }

    private func merged(_ fields: Fields, _ guest: Guest?) -> Fields {
        var all = fields
        if all.first("host") == nil { all.set("host", "localhost") }
        if let guest { all.append("cookie", "vakka=\(guest.token)") }
        return all
    }

    /// Does what a server does once a minute.
    public func housekeeping() throws(Failure) { try pipeline.housekeeping(database: lane) }

    // MARK: Looking behind

    /// A space's log, oldest first: `action outcome`.
    ///
    /// What tests themselves change past the app is left out.
    public func log(of space: TestSpace) throws(Failure) -> [String] {
        try database.psql(
            "select action || ' ' || outcome from log.event where tenant_id = '\(space.id)' and action <> 'database.changed' order by at, id"
        ).compactMap(\.first)
    }

    /// Statements sent and round trips made so far.
    public var counts: (statements: Int, roundTrips: Int) { lane.counts }

    /// Statements that the last request has sent more than once with the same values.
    public var repeated: [String] { lane.repeated }

    /// What the mails of a space, or of no space, say: recipient, subject and body of each.
    public func mails(of space: TestSpace?) throws(Failure) -> [(
        to: String, subject: String, body: String
    )] {
        let table = space.map { "outbox where tenant_id = '\($0.id)'" } ?? "accounts.mail"
        return try database.psql(
            "select recipient, subject, body from \(table) order by made_at, id"
        )
        .map { ($0[0], $0[1], $0[2]) }
    }
}

/// A space of a test.
public struct TestSpace: Sendable {
    /// The space's own id.
    public let id: ID<Space>
    /// What stands for the space in paths.
    public let slug: String

    /// A space that is there already.
    public init(id: ID<Space>, slug: String) {
        self.id = id
        self.slug = slug
    }
}

/// Somebody with a session.
public struct Guest: Sendable {
    /// The account that is signed in.
    public let account: ID<Account>
    /// The place in the space; an id that is stored nowhere when the guest has no space.
    public let membership: ID<Membership>
    /// The account's address.
    public let email: String
    /// The secret that the session's cookie carries.
    public let token: String

    /// Somebody whose session is already in the database.
    public init(account: ID<Account>, membership: ID<Membership>, email: String, token: String) {
        self.account = account
        self.membership = membership
        self.email = email
        self.token = token
    }
}

/// A reply as a test looks at it.
public struct Page: Sendable {
    /// The reply itself.
    public let response: Response

    /// The HTTP status.
    public var status: Int { response.status }
    /// The body as text.
    public var text: String { String(decoding: response.body, as: UTF8.self) }
    /// Where a redirect leads; empty when the reply has no `Location`.
    public var location: String { response.fields.first("location") ?? "" }

    /// Whether the reply leads to a page that says what was wrong with what was sent.
    public var tellsMistake: Bool { location.contains("tried=") }

    /// The sealed field of the first form that is sent to a path.
    package func once(of path: String) -> String? { onces(of: path).first }

    /// The sealed fields of the forms that are sent to a path, in their order.
    public func onces(of path: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let form = rest.range(of: "action=\"\(path)\"")?.upperBound {
            rest = rest[form...]
            guard let once = rest.range(of: "name=\"once\" value=\"")?.upperBound else { break }
            rest = rest[once...]
            found.append(String(rest.prefix { $0 != "\"" }))
        }
        return found
    }

    /// The value of the first hidden or typed field of this name in the page.
    public func field(_ name: String) -> String? {
        for input in text.split(separator: "<").filter({ $0.hasPrefix("input ") })
        where input.contains("name=\"\(name)\"") {
            guard let start = input.range(of: "value=\"")?.upperBound else { return "" }
            return String(input[start...].prefix { $0 != "\"" })
        }
        return nil
    }
}

extension Substring {
    /// Where a text stands in this one; the first place.
    func range(of text: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}

extension Request {
    /// The same request with another form.
    fileprivate func sending(_ form: Form) -> Request {
        Request(
            method: method,
            target: target,
            fields: fields,
            body: Array(form.encoded.utf8),
            peer: peer,
            isSecure: isSecure,
            receivedAt: receivedAt
        )
    }
}
