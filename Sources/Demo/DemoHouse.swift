import Access
import Audit
import Base
import Composition
import Crypto
import HTTP
import Routing
import Scenes
import Store

/// Where the demo is played: a database, and how the house is reached.
public struct Ground {
    let app: String
    let worker: String
    let owner: String
    let root: String
    let origin: String

    /// Connection strings of three roles, the folder with `Web`, and the house's public address.
    public init(app: String, worker: String, owner: String, root: String, origin: String) {
        (self.app, self.worker, self.owner) = (app, worker, owner)
        (self.root, self.origin) = (root, origin)
    }
}

/// The whole house without sockets, on a clock that the player turns.
final class DemoHouse {
    let player: Player
    private let pipeline: Pipeline
    private let database: Database
    private let clock: Clock

    init(_ ground: Ground, from moment: Instant) throws(Failure) {
        let clock = Clock(at: moment)
        let database = Database(ground.app, secondsMax: 60, clock: clock)
        guard let sealing = SealingKey(try database.sealingKey()) else {
            throw .broken(Fault("the key for forms has a wrong length"))
        }
        let met = Met()
        let pipeline = try compose(
            try WebFolder(of: ground.root),
            origin: ground.origin,
            isDemo: true,
            sealing: sealing,
            refusalsSinglyPerMinute: .max,
            clock: clock
        ) { fault, _ in met.keep(fault) }
        let audit = AuditConnection(ground.app, clock: clock)
        let outbox = Outbox(ground.worker, clock: clock)
        self.pipeline = pipeline
        self.database = database
        self.clock = clock
        player = Player(clock: clock, origin: ground.origin) { (request) throws(Failure) in
            let answer = pipeline.answer(request, database: database)
            if let fault = met.taken { throw .broken(fault) }
            if !answer.records.isEmpty || answer.seen != nil {
                try audit.keep(answer.records, seen: answer.seen.map { [$0] } ?? [])
            }
            return answer.response
        } fetchMail: { () throws(Failure) in
            var mails: [PlayedMail] = []
            while let mail = try outbox.take() {
                try outbox.sent(mail)
                mails.append(PlayedMail(to: mail.recipient, body: mail.body))
            }
            return mails
        }
    }

    /// An account that signs in with the demo's password.
    func account(_ address: String, _ name: String, hash: String?) throws(Failure) {
        try change { (db) throws(Failure) in
            let account = try db.one(.accountEnsure, ID<Account>(), address, name, Language.finnish)
            if let hash { try db.run(.passwordSet, account, hash) }
            return AccountAudited((), Entry(.accountPasswordChanged, of: Object(account)), in: [])
        }
    }

    /// Somebody's browser with a session that begins now, as signing in begins it.
    func signIn(_ address: String) throws(Failure) -> Browser {
        let token = try Token()
        try change { (db) throws(Failure) in
            let known = try db.one(.credential, address)
            let session = ID<Session>()
            try db.run(
                .sessionStart,
                session,
                known.account,
                Bytes(token.hash),
                "password",
                "Mozilla/5.0",
                "127.0.0.1"
            )
            _ = try db.one(.sessionTrim, known.account, Limits.sessionsPerAccountMax)
            return AccountAudited(
                (),
                Entry(.accountSignedIn, of: Object(known.account)),
                in: try db.all(.places, known.account),
                account: (known.account, known.name)
            )
        }
        return Browser(player, cookies: [pipeline.site.sessionCookie: token.text])
    }

    /// An employer's space that nobody has claimed yet.
    func unclaimed(_ employer: Cast.Organisation) throws(Failure) {
        let names = employer.names
        try change { (db) throws(Failure) in
            let space = ID<Space>()
            try db.run(
                .makeSpace,
                space,
                employer.slug,
                employer.kind,
                employer.state,
                employer.businessID,
                names.fi,
                names.sv,
                names.en,
                "fi"
            )
            let entry = Entry(.spaceMade, of: Object(space, employer.slug))
            return AccountAudited((), entry, in: [LoggedPlace(space)])
        }
    }

    private func change(
        _ body: (borrowing AccountTransaction) throws(Failure) -> AccountAudited<Void>
    ) throws(Failure) {
        database.startClock()
        let actor = Actor(name: "vakka", isOperator: true)
        try database.account(try pipeline.site.gate.ask(actor, for: .spaceManage), body)
    }
}

extension AccountStatement where Result == Void {
    fileprivate static let makeSpace = AccountStatement(
        "select public.space_make($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
}
