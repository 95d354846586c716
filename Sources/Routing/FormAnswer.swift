import Access
import Audit
public import Base
import Crypto
public import HTTP
public import Store

/// What a form that was carried out is answered with, the first time and whenever it is sent again.
public struct FormAnswer: Sendable {
    /// Where the browser goes.
    public let location: String
    let cookies: [String]
    let session: ID<Session>?

    /// `cookies` are what the browser gets, `session` is the one that was opened: once it has ended, the form is carried out
    /// anew.
    public init(to location: String, cookies: [Cookie] = [], opens session: ID<Session>? = nil) {
        self.location = location
        self.cookies = cookies.compactMap(\.field)
        self.session = session
    }

    /// Reads what `text` wrote; nil for another form's.
    init?(_ text: String, of form: Form) {
        session = nil
        guard text.hasPrefix("~") else {
            (location, cookies) = (text, [])
            return
        }
        guard let box = bytes(base64url: String(text.dropFirst())),
            let plain = FormAnswer.key(of: form)?.open(box, for: "answer"),
            let lines = String(validating: plain, as: UTF8.self)?.split(separator: "\n"),
            let first = lines.first
        else { return nil }
        location = String(first)
        cookies = lines.dropFirst().map(String.init)
    }

    /// The answer as the database keeps it: its cookies under a key that nobody has but who sends the same form.
    func text(of form: Form) throws(Failure) -> String {
        guard !cookies.isEmpty, let key = FormAnswer.key(of: form) else { return location }
        let plain = Array(([location] + cookies).joined(separator: "\n").utf8)
        return "~" + base64url(try key.seal(plain, for: "answer"))
    }

    /// The answer as it leaves.
    var reply: Reply {
        guard !cookies.isEmpty else { return .redirect(to: location) }
        var response = Response.redirect(to: location)
        for cookie in cookies { response.fields.append("set-cookie", cookie) }
        return .response(response)
    }

    /// A form's sealed field holds 96 random bits that are kept nowhere; all that was typed goes along.
    private static func key(of form: Form) -> SealingKey? { SealingKey(sha256(form.encoded)) }
}

extension Visit {
    /// The first answer of this form, when it was sent before; else its key is this request's until the transaction ends.
    ///
    /// What was sent before more than `seconds` ago is carried out anew. The same key with other content is refused.
    func claim(within seconds: Int) throws(Failure) -> FormAnswer? {
        guard !isRestoring else { throw .refused(.conflict(why: "form.kept.act")) }
        let (form, path) = (try request.form(), request.path)
        let content = Bytes(try formContent(request))
        do throws(Failure) {
            let kept = try readAccount { (db) throws(Failure) in
                try db.one(.claim, seal.key, path, content, seconds)
            }
            return kept.flatMap { FormAnswer($0, of: form) }
        } catch {
            database.abandon()
            throw error
        }
    }

    /// Keeps the answer, in the transaction in which the form is carried out.
    func keep(_ answer: FormAnswer, _ db: borrowing AccountTransaction) throws(Failure) {
        let text = try answer.text(of: try request.form())
        try db.run(.keepAnswer, seal.key, text, answer.session)
    }

    /// Carries out once what belongs to no space, however often its form is sent: the first answer again, with its cookies.
    ///
    /// When `body` throws, nothing of it stays.
    public func act(
        within seconds: Int = Limits.answerSeconds,
        account body: (borrowing AccountTransaction) throws(Failure) -> AccountAudited<FormAnswer>
    ) throws(Failure) -> Reply {
        if let earlier = try claim(within: seconds) { return earlier.reply }
        return try account { (db) throws(Failure) in
            let audited = try body(db)
            try keep(audited.value, db)
            return audited
        }.reply
    }
}

extension Pipeline {
    /// The first answer of a form that was sent before, where it has itself signed somebody in or ended a session since.
    func earlier(_ asked: Asked, _ database: Database) throws(Failure) -> Looked? {
        let (request, account) = (asked.request, asked.visitor.account?.id)
        let (route, _) = try asked.door
        guard !request.method.isSafe, !asked.isRestoring, route.owner.isSealed,
            let form = try? request.form(), let seal = FormSeal(form["once"], site.sealing),
            seal.account != account,
            seal.account == nil || account == nil || route.owner == .anybody
        else { return nil }
        let permit = try site.gate.ask(asked.visitor.actor, for: .nothing)
        return try firstAnswer(request, seal, permit, database).map(Looked.answered)
    }
}

extension Visit {
    /// The first answer of this form, when it was sent before: for a door that what it did has closed.
    public func earlierAnswer() throws(Failure) -> FormAnswer? {
        try firstAnswer(request, seal, permit, database)
    }
}

extension Looked {
    /// The answer of what was done.
    public static func answered(_ answer: FormAnswer) -> Looked {
        Looked(answer.reply, nil)
    }
}

private func firstAnswer(
    _ request: Request,
    _ seal: FormSeal,
    _ permit: Permit,
    _ database: Database
) throws(Failure) -> FormAnswer? {
    let content = Bytes(try formContent(request))
    var found = try database.readAccount(permit) { (db) throws(Failure) in
        try db.all(.answered, seal.key, request.path, content).first
    }
    if found == nil, permit.actor.space != nil {
        found = try database.read(permit) { (db) throws(Failure) in
            try db.oneIfAny(.answered, seal.key, seal.account, request.path, content)
        }
    }
    let form = try request.form()
    return found.flatMap { FormAnswer($0, of: form) }
}

extension AccountStatement where Result == String? {
    fileprivate static let claim = AccountStatement(
        "select accounts.submission_claim($1, $2, $3, $4) as answer",
        "answer"
    )
}

extension AccountStatement where Result == String {
    fileprivate static let answered = AccountStatement(
        "select answer from accounts.submission_answered($1, $2, $3) a(answer)",
        "answer"
    )
}

extension AccountStatement where Result == Void {
    fileprivate static let keepAnswer = AccountStatement(
        "select accounts.submission_answer($1, $2, $3)"
    )
}

extension Statement where Result == String {
    /// Where a form (`$2`) of an account (`$3`, null for nobody) led that was sent to a path (`$4`) with this content (`$5`).
    fileprivate static let answered = Statement(
        """
        select location from submission
         where tenant_id = $1 and key = $2 and account_id is not distinct from $3 and path = $4 and content = $5
           and location <> ''
        """,
        "location"
    )
}

extension AccountAudited {
    /// What no space's log has to hear of: a reading, or a step before anybody is known.
    public static func unlogged(_ value: Value) -> AccountAudited {
        AccountAudited(value, Entry(.accountSignInRefused), in: [])
    }
}
