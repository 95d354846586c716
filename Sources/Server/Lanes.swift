public import Base
import Dispatch
public import HTTP
import Synchronization

/// Lanes of one kind: threads, each with a worker of its own.
///
/// A free lane takes the next request itself.
public final class Lanes: Sendable {
    /// How lanes are shared among those who ask.
    public enum Sharing: Sendable {
        /// In the order of arrival.
        case inOrder
        /// Whose network has asked least in the last minute goes first; when the line is full, whose has asked most gives
        /// way.
        case byNetwork
        /// Spaces take turns. A space is known by the first segment of its paths.
        ///
        /// At most `spaceMax` requests of a space and `sessionMax` of a session are under way at a time, so that nobody
        /// holds all lanes; `session` tells what a request's session is known by. When the line is full, whose space has
        /// most requests in it gives way.
        case bySpace(
            spaceMax: Int,
            sessionMax: Int,
            session: @Sendable (Request) -> String?
        )
    }

    /// The kind, as the metrics call it.
    public let name: String
    private let width: Int
    private let queueMax: Int
    private let waitMillisecondsMax: Int
    private let niceness: Int
    private let lockPath: String?
    private let sharing: Sharing
    private let turnsAway: @Sendable (Request) -> Response?
    private let whenFull: @Sendable (Request) -> Response
    private let atOnce: (@Sendable (Request) -> Response)?
    private let state: Mutex<State>
    /// Signalled once for each lane that is to stop resting.
    private let wakeUps = DispatchSemaphore(value: 0)
    private let running = DispatchGroup()

    private struct State {
        var line: any WaitingLine
        /// Lanes that have found nothing to do.
        var resting = 0
        var isDraining = false
        /// Somebody will look for requests that have waited too long.
        var isWatched = false
    }

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - name: the kind, as the metrics call it.
    ///   - width: how many lanes there are, and so how many requests are answered at a time.
    ///   - queueMax: how many requests may wait; the next one gets the answer of `whenFull` at once.
    ///   - waitMillisecondsMax: whoever has waited longer gets the answer of `whenFull` too: they have gone, or have
    ///     asked again.
    ///   - niceness: how far the lanes' threads stand back for other threads when all processors are busy.
    ///   - lockPath: a file of the lanes that answer one request at a time in all processes together.
    ///   - sharing: how lanes are shared among those who ask.
    ///   - turnsAway: the answer to a request that is not to wait at all; nil for the others. Called by whoever submits.
    ///   - whenFull: 503 with `Retry-After` unless said otherwise.
    ///   - makeWorker: called on each lane's own thread, once.
    /// - Throws: a fault when the process may have no more threads.
    public init(
        name: String,
        width: Int,
        queueMax: Int,
        waitMillisecondsMax: Int = Limits.queueSecondsMax * 1000,
        niceness: Int = 0,
        lockPath: String? = nil,
        sharing: Sharing = .inOrder,
        turnsAway: @escaping @Sendable (Request) -> Response? = { _ in nil },
        whenFull: @escaping @Sendable (Request) -> Response = { _ in Lanes.unavailable },
        makeWorker: @escaping @Sendable () -> any Worker
    ) throws(Failure) {
        self.name = name
        self.width = max(1, width)
        self.queueMax = queueMax
        self.waitMillisecondsMax = waitMillisecondsMax
        self.niceness = niceness
        self.lockPath = lockPath
        self.sharing = sharing
        self.turnsAway = turnsAway
        self.whenFull = whenFull
        atOnce = nil
        let line: any WaitingLine =
            switch sharing {
            case .inOrder: TurnLine()
            case .byNetwork: NetworkLine()
            case .bySpace(let spaceMax, let sessionMax, _):
                TurnLine(groupMax: spaceMax, sessionMax: sessionMax)
            }
        state = Mutex(State(line: line))
        for number in 1...self.width {
            running.enter()
            // The closure holds the lanes, so they live until they are drained.
            try Thread.start("\(name) \(number)") {
                self.run(makeWorker)
                self.running.leave()
            }
        }
    }

    /// A lane without a thread: `answer` is called by whoever submits, the loop among them.
    ///
    /// For what never waits for anything: two changes of threads would cost more than such an answer.
    public init(name: String, answer: @escaping @Sendable (Request) -> Response) {
        self.name = name
        width = 0
        queueMax = 0
        waitMillisecondsMax = 0
        niceness = 0
        lockPath = nil
        sharing = .inOrder
        turnsAway = { _ in nil }
        whenFull = { _ in Lanes.unavailable }
        atOnce = answer
        state = Mutex(State(line: TurnLine()))
    }

    /// How many requests wait for a free lane.
    public var waitingCount: Int { state.withLock { $0.line.count } }

    /// The answer of a lane without a thread; nil from the others, where the request has to wait.
    func answerAtOnce(_ request: Request) -> Response? { atOnce?(request) }

    /// Puts the request into the line, or turns it away.
    public func submit(_ request: Request, _ exchange: Exchange) {
        if let atOnce { return exchange.send(atOnce(request)) }
        if let response = turnsAway(request) { return exchange.send(response) }
        let job = job(request, exchange)
        var isToBeWatched = false
        let turnedAway: Job? = state.withLock { state in
            guard !state.isDraining else { return job }
            state.line.notice(job)
            var other: Job?
            if state.line.count >= queueMax {
                other = state.line.makeRoom(for: job)
                if other == nil { return job }
            }
            state.line.append(job)
            isToBeWatched = !state.isWatched
            state.isWatched = true
            wake(&state)
            return other
        }
        if isToBeWatched { watch(from: job.since) }
        if let turnedAway { turnAway(turnedAway) }
    }

    /// Takes no more requests, answers those that wait, and lets the workers go.
    ///
    /// False when that took longer.
    @discardableResult
    public func drain(milliseconds: Int) -> Bool {
        state.withLock { state in
            state.isDraining = true
            while state.resting > 0 { wake(&state) }
        }
        return running.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
    }

    /// 503, to be tried again after a second.
    public static var unavailable: Response {
        var response = Response(status: 503, text: "\(Response.reason(503))\n")
        response.fields.append("retry-after", "1")
        return response
    }

    private func job(_ request: Request, _ exchange: Exchange) -> Job {
        let (group, session): (String, String?) =
            switch sharing {
            case .inOrder: ("", nil)
            case .byNetwork: (request.network.counted, nil)
            case .bySpace(_, _, let session): (request.firstSegment, session(request))
            }
        return Job(
            request: request,
            exchange: exchange,
            since: MonotonicClock.milliseconds,
            group: group,
            session: session
        )
    }

    // MARK: The lanes themselves

    private func run(_ makeWorker: @Sendable () -> any Worker) {
        if niceness > 0 { Thread.standBack(niceness) }
        let lock = lockPath.map(FileLock.init)
        var worker = makeWorker()
        while let job = next() {
            if let lock, !isOverdue(job) {
                lock.withLock { answer(job, &worker) }
            } else {
                answer(job, &worker)
            }
            state.withLock { state in
                state.line.finish(job)
                // Both its space and its session have room again. This lane takes one request; another may go on too.
                if state.line.count > 0 { wake(&state) }
            }
        }
    }

    /// The next request; nil when the lane is to end.
    private func next() -> Job? {
        while true {
            let (job, isOver) = state.withLock { state -> (Job?, Bool) in
                let job = state.line.take(isDraining: state.isDraining)
                if job == nil, !state.isDraining { state.resting += 1 }
                return (job, state.isDraining)
            }
            if let job { return job }
            if isOver { return nil }
            wakeUps.wait()
        }
    }

    /// Lets one of the resting lanes look again.
    private func wake(_ state: inout State) {
        guard state.resting > 0 else { return }
        state.resting -= 1
        wakeUps.signal()
    }

    private func answer(_ job: Job, _ worker: inout any Worker) {
        if isOverdue(job) { turnAway(job) } else { worker.answer(job.request, on: job.exchange) }
    }

    // MARK: Who has waited too long

    private func isOverdue(_ job: Job) -> Bool {
        MonotonicClock.milliseconds - job.since > waitMillisecondsMax
    }

    private func turnAway(_ job: Job) {
        job.exchange.send(whenFull(job.request))
    }

    /// Looks for requests that have waited too long when the one of that moment would have.
    private func watch(from moment: Int) {
        let wait = max(0, moment + waitMillisecondsMax + 1 - MonotonicClock.milliseconds)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(wait)) {
            self.turnAwayOverdue()
        }
    }

    /// Also when every lane is busy, nobody waits longer than they have to.
    private func turnAwayOverdue() {
        let moment = MonotonicClock.milliseconds - waitMillisecondsMax
        let (overdue, oldest) = state.withLock { state in
            let overdue = state.line.takeOverdue(before: moment)
            let oldest = state.line.oldest
            state.isWatched = oldest != nil
            return (overdue, oldest)
        }
        for job in overdue { turnAway(job) }
        if let oldest { watch(from: oldest) }
    }
}
