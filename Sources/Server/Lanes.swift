import Dispatch
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
    private let whenFull: @Sendable (Request) -> Response
    private let waiting = Mutex(Waiting())
    private let arrivals = DispatchSemaphore(value: 0)
    private let running = DispatchGroup()

    private struct Waiting {
        var jobs: [(request: Request, exchange: Exchange)?] = []
        var first = 0
        var isDraining = false

        var count: Int { jobs.count - first }

        mutating func take() -> (request: Request, exchange: Exchange)? {
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
    }

    /// - Parameters:
    ///   - name: the kind, as the metrics call it.
    ///   - width: how many lanes there are, and so how many requests are answered at a time.
    ///   - queueMax: how many requests may wait; the next one gets the answer of `whenFull` at once.
    ///   - whenFull: 503 with `Retry-After` unless said otherwise.
    ///   - makeWorker: called on each lane's own queue, once.
    public init(
        name: String,
        width: Int,
        queueMax: Int,
        whenFull: @escaping @Sendable (Request) -> Response = { _ in Lanes.unavailable },
        makeWorker: @escaping @Sendable () -> any Worker
    ) {
        self.name = name
        self.width = max(1, width)
        self.queueMax = queueMax
        self.whenFull = whenFull
        for number in 1...self.width {
            // The closure holds the lanes, so they live until they are drained.
            DispatchQueue(label: "\(name) \(number)").async(group: running) { self.run(makeWorker) }
        }
    }

    /// How many requests wait for a free lane.
    public var waitingCount: Int { waiting.withLock { $0.count } }

    /// Puts the request at the end of the queue, or turns it away.
    public func submit(_ request: Request, _ exchange: Exchange) {
        let isTaken = waiting.withLock { waiting in
            guard waiting.count < queueMax, !waiting.isDraining else { return false }
            waiting.jobs.append((request, exchange))
            return true
        }
        if isTaken {
            arrivals.signal()
        } else {
            exchange.send(whenFull(request))
        }
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
        var worker = makeWorker()
        while true {
            arrivals.wait()
            // One signal for each request, and one for each lane to end: no request means the end.
            guard let (request, exchange) = waiting.withLock({ $0.take() }) else { return }
            worker.answer(request, on: exchange)
        }
    }
}
