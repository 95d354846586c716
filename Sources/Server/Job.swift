import HTTP

/// A request on its way through a lane.
struct Job: Sendable {
    let request: Request
    let exchange: Exchange
    /// When it was submitted, on the monotonic clock.
    let since: Int
    /// With whom it shares a place: its space, or its network; empty where all are one.
    let group: String
    /// The session that it came with, where that matters.
    let session: String?
}

/// The requests that wait for a lane, and which of them is next.
protocol WaitingLine: Sendable {
    /// How many wait.
    var count: Int { get }
    /// When the one that has waited longest was submitted; nil when none waits.
    var oldest: Int? { get }

    /// A request has come, whatever becomes of it.
    mutating func notice(_ job: Job)

    /// Puts a request at its end.
    mutating func append(_ job: Job)

    /// Makes room in a full line, where the newcomer may have it: takes out who has to give way.
    mutating func makeRoom(for newcomer: Job) -> Job?

    /// Takes the next request that may be answered now; any that waits when `isDraining`.
    mutating func take(isDraining: Bool) -> Job?

    /// A request that was taken has been answered.
    mutating func finish(_ job: Job)

    /// Takes out those that were submitted before a moment.
    mutating func takeOverdue(before moment: Int) -> [Job]
}

extension WaitingLine {
    mutating func notice(_ job: Job) {}
    mutating func finish(_ job: Job) {}
}
