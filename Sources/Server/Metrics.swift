import Synchronization

/// What a server has done since its start, and what it is doing.
public struct Metrics: Sendable, Equatable {
    /// Open now.
    public var connectionsOpen = 0
    /// Taken in since the start.
    public var connectionsAccepted = 0
    /// Turned away because `connectionsMax` were open, or the process had no descriptors left.
    public var connectionsTurnedAway = 0
    /// Bytes of requests that are unfinished or unanswered.
    public var bytesHeld = 0
    /// Closed because the client was too slow.
    public var connectionsOverdue = 0
    /// Answers by the first figure of their status, from 2 to 5; what the loop refused is among them.
    public var answers: [Int: Int] = [:]
    /// Answers with 503.
    public var answersUnavailable = 0
    /// Requests that wait for a lane, by the name of its kind.
    public var waiting: [String: Int] = [:]
}

/// The numbers behind the metrics, counted from any thread.
final class Counters: Sendable {
    let connectionsOpen = Atomic<Int>(0)
    let connectionsAccepted = Atomic<Int>(0)
    let connectionsTurnedAway = Atomic<Int>(0)
    let bytesHeld = Atomic<Int>(0)
    let connectionsOverdue = Atomic<Int>(0)
    private let answers2 = Atomic<Int>(0)
    private let answers3 = Atomic<Int>(0)
    private let answers4 = Atomic<Int>(0)
    private let answers5 = Atomic<Int>(0)
    private let answersUnavailable = Atomic<Int>(0)

    func count(status: Int) {
        switch status {
        case 200..<300: answers2.add(1, ordering: .relaxed)
        case 300..<400: answers3.add(1, ordering: .relaxed)
        case 400..<500: answers4.add(1, ordering: .relaxed)
        default: answers5.add(1, ordering: .relaxed)
        }
        if status == 503 { answersUnavailable.add(1, ordering: .relaxed) }
    }

    var metrics: Metrics {
        Metrics(
            connectionsOpen: connectionsOpen.load(ordering: .relaxed),
            connectionsAccepted: connectionsAccepted.load(ordering: .relaxed),
            connectionsTurnedAway: connectionsTurnedAway.load(ordering: .relaxed),
            bytesHeld: bytesHeld.load(ordering: .relaxed),
            connectionsOverdue: connectionsOverdue.load(ordering: .relaxed),
            answers: [
                2: answers2.load(ordering: .relaxed), 3: answers3.load(ordering: .relaxed),
                4: answers4.load(ordering: .relaxed), 5: answers5.load(ordering: .relaxed),
            ],
            answersUnavailable: answersUnavailable.load(ordering: .relaxed)
        )
    }
}
