public import Audit
public import Base
import Dispatch
import Glibc
public import Store
import Synchronization

/// Keeps replies that disclose personal data until the record of the look is durable.
///
/// One thread with a connection of its own: what has gathered while one commit ran goes out in the next, so many reads
/// share one commit. No page leaves before it is in the book.
public final class AuditWriter: Sendable {
    private struct Waiting {
        let records: [Record]
        let session: ID<Session>?
        let release: @Sendable (Bool) -> Void
    }

    private struct State {
        var waiting: [Waiting] = []
        var isStopping = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let waitingMax: Int

    /// Starts the thread.
    ///
    /// `makeConnection` is called on it, once.
    public init(
        waitingMax: Int = Limits.auditQueueMax,
        makeConnection: @escaping @Sendable () -> AuditConnection
    ) throws(Failure) {
        self.waitingMax = waitingMax
        try Thread.start("audit writer") { self.run(makeConnection()) }
    }

    /// Makes the records durable, then calls `release` with true; with false when it could not, or when too many wait.
    public func keep(
        _ records: [Record],
        seen session: ID<Session>?,
        release: @escaping @Sendable (Bool) -> Void
    ) {
        let isTaken = state.withLock { state in
            guard state.waiting.count < waitingMax, !state.isStopping else { return false }
            state.waiting.append(Waiting(records: records, session: session, release: release))
            return true
        }
        if isTaken { arrivals.signal() } else { release(false) }
    }

    /// Keeps what waits and ends.
    public func stop() {
        state.withLock { $0.isStopping = true }
        arrivals.signal()
        ended.wait()
    }

    private func run(_ connection: AuditConnection) {
        while true {
            arrivals.wait()
            let (batch, isStopping) = state.withLock { state in
                defer { state.waiting.removeAll(keepingCapacity: true) }
                return (state.waiting, state.isStopping)
            }
            if !batch.isEmpty { keep(batch, connection) }
            if isStopping {
                ended.signal()
                return
            }
        }
    }

    private func keep(_ batch: [Waiting], _ connection: AuditConnection) {
        var isKept = false
        do throws(Failure) {
            try connection.keep(batch.flatMap(\.records), seen: batch.compactMap(\.session))
            isKept = true
        } catch {
            isKept = false
        }
        for waiting in batch { waiting.release(isKept) }
        if isKept { return }
        // What has come while the database did not answer has waited long enough.
        let others = state.withLock { state in
            defer { state.waiting.removeAll(keepingCapacity: true) }
            return state.waiting
        }
        for waiting in others { waiting.release(false) }
    }
}
