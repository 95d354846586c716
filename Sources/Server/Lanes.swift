public import Base
import Dispatch
import Glibc
public import HTTP
import Synchronization

/// Lanes of one kind: serial queues, each with a worker of its own.
///
/// A free lane takes the next request itself.
public final class Lanes: Sendable {
    /// The kind, as the metrics call it.
    public let name: String
    private let width: Int
    private let queueMax: Int
    private let waitMillisecondsMax: Int
    private let niceness: Int
    private let lockPath: String?
    private let isFair: Bool
    private let turnsAway: @Sendable (Request) -> Response?
    private let whenFull: @Sendable (Request) -> Response
    private let atOnce: (@Sendable (Request) -> Response)?
    private let waiting = Mutex(Waiting())
    private let arrivals = DispatchSemaphore(value: 0)
    private let running = DispatchGroup()

    private struct Job {
        let request: Request
        let exchange: Exchange
        let since: Int
        /// Where it comes from, for lanes that are fair; empty elsewhere.
        let network: String
    }

    private struct Waiting {
        var jobs: [Job?] = []
        var first = 0
        var isDraining = false
        /// How often each network has asked in the minute that is counted.
        var asked: [String: Int] = [:]
        var minute = 0

        var count: Int { jobs.count - first }

        /// Counts a request of the network.
        mutating func count(_ network: String, at milliseconds: Int) {
            if milliseconds / 60_000 != minute {
                minute = milliseconds / 60_000
                asked = [:]
            }
            asked[network, default: 0] += 1
        }

        /// Takes the newest request of the network that has asked most, where the newcomer's has asked less.
        mutating func makeRoom(for newcomer: Job) -> Job? {
            let most = jobs[first...].lazy.compactMap { $0?.network }.max { times($0) < times($1) }
            guard let most, times(most) > times(newcomer.network),
                let index = jobs.lastIndex(where: { $0?.network == most })
            else { return nil }
            return jobs.remove(at: index)
        }

        /// Takes the request that has waited longest.
        mutating func take() -> Job? {
            guard first < jobs.count else { return nil }
            defer {
                jobs[first] = nil
                first += 1
                if first == jobs.count || first >= 256 {
                    jobs.removeFirst(first)
                    first = 0
                }
            }
            return jobs[first]
        }

        /// Takes a request of the network that has asked least, so that a flood does not make others wait; but first one that
        /// came before `deadline` and is only to be turned away.
        mutating func takeFairly(after deadline: Int) -> Job? {
            if let oldest = jobs.first, let oldest, oldest.since < deadline {
                return jobs.removeFirst()
            }
            let next = jobs.indices.min { times(at: $0) < times(at: $1) }
            return next.flatMap { jobs.remove(at: $0) }
        }

        private func times(_ network: String) -> Int { asked[network, default: 0] }

        private func times(at index: Int) -> Int { times(jobs[index]?.network ?? "") }
    }

    /// - Parameters:
    ///   - name: the kind, as the metrics call it.
    ///   - width: how many lanes there are, and so how many requests are answered at a time.
    ///   - queueMax: how many requests may wait; the next one gets the answer of `whenFull` at once.
    ///   - waitMillisecondsMax: whoever has waited longer gets the answer of `whenFull` too: they have gone, or have
    ///     asked again.
    ///   - niceness: how far the lanes' threads stand back for other threads when all processors are busy.
    ///   - lockPath: a file of the lanes that answer one request at a time in all processes together.
    ///   - isFair: whose network has asked least in the last minute goes first, and when the queue is full, whose has asked
    ///     most gives way.
    ///   - turnsAway: the answer to a request that is not to wait at all; nil for the others. Called by whoever submits.
    ///   - whenFull: 503 with `Retry-After` unless said otherwise.
    ///   - makeWorker: called on each lane's own queue, once.
    public init(
        name: String,
        width: Int,
        queueMax: Int,
        waitMillisecondsMax: Int = Limits.queueSecondsMax * 1000,
        niceness: Int = 0,
        lockPath: String? = nil,
        isFair: Bool = false,
        turnsAway: @escaping @Sendable (Request) -> Response? = { _ in nil },
        whenFull: @escaping @Sendable (Request) -> Response = { _ in Lanes.unavailable },
        makeWorker: @escaping @Sendable () -> any Worker
    ) {
        self.name = name
        self.width = max(1, width)
        self.queueMax = queueMax
        self.waitMillisecondsMax = waitMillisecondsMax
        self.niceness = niceness
        self.lockPath = lockPath
        self.isFair = isFair
        self.turnsAway = turnsAway
        self.whenFull = whenFull
        atOnce = nil
        for number in 1...self.width {
            // The closure holds the lanes, so they live until they are drained.
            DispatchQueue(label: "\(name) \(number)").async(group: running) { self.run(makeWorker) }
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
        isFair = false
        turnsAway = { _ in nil }
        whenFull = { _ in Lanes.unavailable }
        atOnce = answer
    }

    /// How many requests wait for a free lane.
    public var waitingCount: Int { waiting.withLock { $0.count } }

    /// The answer of a lane without a thread; nil from the others, where the request has to wait.
    func answerAtOnce(_ request: Request) -> Response? { atOnce?(request) }

    /// Puts the request at the end of the queue, or turns it away.
    public func submit(_ request: Request, _ exchange: Exchange) {
        if let atOnce { return exchange.send(atOnce(request)) }
        if let response = turnsAway(request) { return exchange.send(response) }
        let network = isFair ? request.network.counted : ""
        let now = MonotonicClock.milliseconds
        let job = Job(request: request, exchange: exchange, since: now, network: network)
        let turnedAway: Job? = waiting.withLock { waiting in
            guard !waiting.isDraining else { return job }
            if isFair { waiting.count(network, at: now) }
            if waiting.count >= queueMax {
                guard isFair, let other = waiting.makeRoom(for: job) else { return job }
                waiting.jobs.append(job)
                return other
            }
            waiting.jobs.append(job)
            arrivals.signal()
            return nil
        }
        if let turnedAway { turnedAway.exchange.send(whenFull(turnedAway.request)) }
    }

    /// Takes no more requests, answers those that wait, and lets the workers go.
    ///
    /// False when that took longer.
    @discardableResult
    public func drain(milliseconds: Int) -> Bool {
        let isFirst = waiting.withLock { waiting in
            defer { waiting.isDraining = true }
            return !waiting.isDraining
        }
        if isFirst { for _ in 0..<width { arrivals.signal() } }
        return running.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
    }

    /// 503, to be tried again after a second.
    public static var unavailable: Response {
        var response = Response(status: 503, text: "\(Response.reason(503))\n")
        response.fields.append("retry-after", "1")
        return response
    }

    private func run(_ makeWorker: @Sendable () -> any Worker) {
        // A lane keeps its thread for life. On Linux each thread has a niceness of its own, and Dispatch does not give its
        // threads the one that the process was started with. 0 is this thread.
        let kind = __priority_which_t(PRIO_PROCESS.rawValue)
        _ = setpriority(kind, 0, getpriority(kind, id_t(getpid())) + Int32(niceness))
        let lock = lockPath.map(FileLock.init)
        var worker = makeWorker()
        while true {
            arrivals.wait()
            // One signal for each request, and one for each lane to end: no request means the end.
            let deadline = MonotonicClock.milliseconds - waitMillisecondsMax
            guard
                let job = waiting.withLock({ waiting in
                    isFair ? waiting.takeFairly(after: deadline) : waiting.take()
                })
            else { return }
            guard let lock, job.since >= deadline else {
                answer(job, &worker)
                continue
            }
            lock.withLock { answer(job, &worker) }
        }
    }

    /// Whoever has waited too long, for the lane or for its lock, is turned away unheard.
    private func answer(_ job: Job, _ worker: inout any Worker) {
        if MonotonicClock.milliseconds - job.since > waitMillisecondsMax {
            job.exchange.send(whenFull(job.request))
        } else {
            worker.answer(job.request, on: job.exchange)
        }
    }
}
