public import Audit
public import Base

/// The audit writer's connection: many readers' events in one durable insert.
public final class AuditConnection {
    private let connection: Connection
    private let clock: Clock

    /// `settings` is a libpq connection string for the role `vakka_app`; nothing connects yet.
    public init(_ settings: String, clock: Clock = .real) {
        connection = Connection(settings)
        self.clock = clock
    }

    /// Makes the events durable, and notes that the sessions are in use.
    ///
    /// Refused with 503 when it cannot.
    public func keep(_ records: [Record], seen sessions: [ID<Session>]) throws(Failure) {
        connection.startClock()
        try connection.open()
        try connection.queue(command: "begin")
        try connection.queue(momentOf: clock)
        if !records.isEmpty {
            try connection.queue(appending: records)
        }
        if !sessions.isEmpty {
            try connection.queue("select accounts.session_touch($1)", [sessions])
        }
        try connection.queue(command: "commit")
        do throws(Failure) {
            _ = try connection.collect()
        } catch {
            // What state it is in does not matter: the next batch starts on a fresh one.
            connection.close()
            throw error
        }
        if connection.takeUnconfirmed() { throw .refused(.unavailable(retrySeconds: 5)) }
    }
}
