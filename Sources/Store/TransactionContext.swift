import Access
import Audit
import Base

/// What a lane works at: its connection, and the transaction that runs on it.
final class TransactionContext {
    let connection: Connection
    /// Events that go into the log as the transaction commits.
    var pending: [Record] = []
    /// What receives the letters of this lane's transactions.
    var receiveLetter: ReceiveLetter?
    private(set) var isInTransaction = false
    /// Whom the entries of this request's writes tell of, in the space of the path.
    var told: Set<Subject> = []
    /// What the request's door shows of people.
    var groups: [String] = []
    private let clock: Clock
    /// The space that the transaction is in, and who acts there.
    private var space: ID<Space>?
    private var member: ID<Membership>?
    private var plansOnce = false

    init(_ settings: String, secondsMax: Int, clock: Clock) {
        self.clock = clock
        connection = Connection(settings, secondsMax: secondsMax)
    }

    /// The moment at which this is asked.
    var now: Instant { clock.now }

    /// Starts a transaction; what is left of another is thrown away first.
    func begin(readOnly: Bool) throws(Failure) {
        if isInTransaction { connection.close() }
        try connection.open()
        connection.forgetAsked()
        pending = []
        space = nil
        member = nil
        plansOnce = false
        isInTransaction = true
        try connection.queue(command: readOnly ? "begin read only" : "begin")
        try connection.queue(momentOf: clock)
    }

    /// Enters a space: every statement from here sees that space alone.
    ///
    /// The ids are 36 hexadecimal characters by their type: nothing typed by anyone stands in these
    /// commands.
    func enter(_ space: ID<Space>, membership: ID<Membership>?) throws(Failure) {
        guard space != self.space || membership != member else { return }
        self.space = space
        member = membership
        try connection.queue(changing: "set local app.tenant = '\(space.text)'")
        try connection.queue(changing: "set local app.actor = '\(membership?.text ?? "")'")
    }

    /// Has the statements of this transaction that are kept planned for any values, once a connection.
    func planOnce() throws(Failure) {
        guard !plansOnce else { return }
        plansOnce = true
        try connection.queue(changing: "set local plan_cache_mode = force_generic_plan")
    }

    /// Sends what is queued together with this statement; its rows.
    func rows(_ text: StatementText, _ values: [any Value]) throws(Failure) -> Rows {
        try connection.queue(text, values)
        guard let last = try connection.collect().last else {
            throw .broken(Fault("an answer is missing", text.description))
        }
        return last
    }

    /// The same for a text that stands in the sources as it is.
    func rows(_ text: StaticString, _ values: [any Value]) throws(Failure) -> Rows {
        try rows(.fixed(text), values)
    }

    /// Appends the pending events and commits, in one round trip.
    ///
    /// A commit that no standby confirmed, or that did not answer in time, is refused with 503: its
    /// outcome is unknown.
    func commit() throws(Failure) {
        guard isInTransaction else { return }
        isInTransaction = false
        if !pending.isEmpty {
            try connection.queue(appending: pending, from: space)
            pending = []
        }
        try connection.queue(command: "commit")
        do throws(Failure) {
            _ = try connection.collect()
        } catch {
            rollBack()
            throw error
        }
        if connection.takeUnconfirmed() { throw .refused(.unavailable(retrySeconds: 5)) }
    }

    /// Leaves no transaction open; a connection that cannot say so is closed.
    func rollBack() {
        isInTransaction = false
        pending = []
        guard connection.isOpen else { return }
        do throws(Failure) {
            try connection.queue(command: "rollback")
            _ = try connection.collect()
        } catch {
            connection.close()
        }
    }

    func loggedActor(_ actor: Actor) -> LoggedActor {
        // What the house does in a member's name, it does itself.
        if actor.isHouse { return LoggedActor(name: actor.name, role: role(actor)) }
        return LoggedActor(
            account: actor.account,
            membership: actor.membership,
            session: actor.session,
            name: actor.name,
            role: role(actor)
        )
    }

    /// The role that the log shows.
    ///
    /// The operator has no membership anywhere, whatever a command acts as.
    private func role(_ actor: Actor) -> String {
        if actor.isHouse { return "system" }
        if actor.isOperator, actor.membership == nil { return "operator" }
        return actor.roles.min()?.rawValue ?? (actor.account == nil ? "visitor" : "none")
    }
}

extension Connection {
    /// Tells the transaction the moment of a clock that stands; `public.moment()` asks for it.
    func queue(momentOf clock: Clock) throws(Failure) {
        guard !clock.isReal else { return }
        try queue(changing: "set local app.moment = '\(clock.now.iso)'")
    }

    /// Queues the events for the log.
    ///
    /// `log.append` takes events of the transaction's own space, and of those that are named here: by `set local`, which no
    /// call of a function can do.
    func queue(appending records: [Record], from space: ID<Space>? = nil) throws(Failure) {
        let others = Set(records.map(\.space)).filter { $0 != space }
        if !others.isEmpty {
            let names = others.map(\.text).joined(separator: ",")
            try queue(changing: "set local app.logs = '\(names)'")
        }
        let batch = RecordBatch(records)
        try queue(
            "select log.append($1, $2, $3, $4)",
            [
                batch.events, FixedArray(.uuid, width: 16, batch.people.flatMap(\.bytes)),
                Bytes(batch.salts), FixedArray(.bytea, width: 32, batch.commitments),
            ]
        )
    }
}
