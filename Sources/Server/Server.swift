public import Base
import Dispatch
import Glibc
public import HTTP
import Synchronization

/// Takes connections and hands their requests to lanes.
public final class Server: Sendable {
    private let address: String
    private let sharesPort: Bool
    private let lanes: [Lanes]
    private let plan: Loop.Plan
    private let counters = Counters()
    private let running = Mutex<Running?>(nil)

    private struct Running {
        let poll: Poll
        let port: Int
        let ended: DispatchGroup
    }

    /// Where a request goes.
    public struct Choice: Sendable {
        let lanes: Lanes
        let finding: (any Sendable)?

        /// `finding` is what the choice has found out about the request; the worker gets it with the exchange.
        public init(_ lanes: Lanes, finding: (any Sendable)? = nil) {
            self.lanes = lanes
            self.finding = finding
        }
    }

    /// - Parameters:
    ///   - listen: an address and a port, such as `127.0.0.1:8080` or `[::1]:8080`; port 0 lets the kernel choose.
    ///   - trustsProxy: whether all clients are the configured proxy, so that its `X-Forwarded-…` fields hold.
    ///   - sharesPort: whether several processes of one user listen on the port and share its connections.
    ///   - lanes: all that `choose` may give; they are counted in the metrics and drained by `stop`.
    ///   - deadlines: how long and how much a connection may take.
    ///   - bodyLimit: how many bytes a body may have, where that is not `Limits.bodyBytesMax`.
    ///   - refusalPage: the answer to what never reaches a lane: 400, 408, 413, 414, 417, 431, 501, 505; and to a
    ///     request whose worker sent none: 500.
    ///   - choose: where a request goes; called on the loop's thread, so it must be quick.
    public init(
        listen: String,
        trustsProxy: Bool = false,
        sharesPort: Bool = false,
        lanes: [Lanes],
        deadlines: Deadlines = Deadlines(),
        bodyLimit: RequestParser.BodyLimit? = nil,
        refusalPage: @escaping @Sendable (Int, Request?) -> Response = { status, _ in
            Response(status: status, text: "\(Response.reason(status))\n")
        },
        choose: @escaping @Sendable (Request) -> Choice
    ) {
        address = listen
        self.sharesPort = sharesPort
        self.lanes = lanes
        plan = Loop.Plan(
            deadlines: deadlines,
            trustsProxy: trustsProxy,
            bodyLimit: bodyLimit,
            refusalPage: refusalPage,
            choose: choose,
            counters: counters
        )
    }

    /// Listens, and answers from now on; returns at once.
    public func start() throws(Failure) {
        Server.raiseDescriptorLimit()
        let listener = try Listener(address, sharesPort: sharesPort)
        guard let poll = Poll() else { throw .broken(Fault("no descriptors left for the loop")) }
        let ended = DispatchGroup()
        ended.enter()
        running.withLock { $0 = Running(poll: poll, port: listener.port, ended: ended) }
        let plan = plan
        try Thread.start("loop") {
            var loop = Loop(plan: plan, poll: poll, listener: listener)
            loop.run()
            ended.leave()
        }
    }

    /// Keeps an address for servers in other processes that share its port, as long as this process lives.
    ///
    /// Returns the port. Throws a fault when somebody listens there already.
    public static func reserve(_ listen: String) throws(Failure) -> Int {
        // Whoever shares a port shares it with every process of the user; so that two houses never answer at one address,
        // it is first taken for a moment as by one who does not share.
        let alone = try Listener(listen, sharesPort: false)
        close(alone.descriptor)
        let address = String(listen[...(listen.lastIndex(of: ":") ?? listen.startIndex)])
        return try Listener("\(address)\(alone.port)", sharesPort: true, takes: false).port
    }

    /// The port that the server listens on; 0 before the start.
    public var port: Int { running.withLock { $0?.port ?? 0 } }

    /// Takes no more connections, answers what has been asked, closes, and returns; in `Limits.shutdownSecondsMax` at the
    /// latest.
    public func stop() {
        guard let running = running.withLock({ $0 }) else { return }
        let end = MonotonicClock.milliseconds + plan.deadlines.shutdownMilliseconds
        running.poll.drain()
        running.ended.wait()
        for kind in lanes { kind.drain(milliseconds: max(0, end - MonotonicClock.milliseconds)) }
    }

    /// What has been done since the start.
    public var metrics: Metrics {
        var metrics = counters.metrics
        for kind in lanes { metrics.waiting[kind.name, default: 0] += kind.waitingCount }
        return metrics
    }

    /// As many connections as the machine allows, not as few as shells do.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return
        }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
