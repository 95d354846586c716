import Base
import Glibc
import HTTP
import Synchronization

/// The one thread that accepts, reads and keeps the deadlines.
///
/// A slow client costs it nothing but a look a second.
struct Loop {
    /// What the loop needs to know, the same for its whole life.
    struct Plan: Sendable {
        let deadlines: Deadlines
        let trustsProxy: Bool
        let bodyLimit: RequestParser.BodyLimit?
        let refusalPage: @Sendable (Int, Request?) -> Response
        let choose: @Sendable (Request) -> Server.Choice
        let counters: Counters
    }

    private static let listenerID: UInt64 = 1

    private let plan: Plan
    private let poll: Poll
    private let listener: Listener
    private var connections: [UInt64: ClientConnection] = [:]
    private var lastID = Loop.listenerID
    private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    private var sweepAt = 0
    private var endAt: Int?

    init(plan: Plan, poll: Poll, listener: Listener) {
        self.plan = plan
        self.poll = poll
        self.listener = listener
    }

    /// Runs until the server is drained, and closes what is left then.
    mutating func run() {
        _ = poll.add(listener.descriptor, id: Loop.listenerID, for: .arrivals)
        var now = MonotonicClock.milliseconds
        while !isOver {
            poll.wait(milliseconds: max(0, sweepAt - now)) { handle($0, $1) }
            for connection in poll.takePosted() {
                perform(connection.resumed(&buffer), connection)
            }
            if poll.isDraining, endAt == nil { beginDraining() }
            now = MonotonicClock.milliseconds
            if now >= sweepAt { sweep(now) }
        }
        if endAt == nil { close(listener.descriptor) }
        for connection in connections.values { remove(connection) }
    }

    private var isOver: Bool {
        guard let endAt else { return false }
        return connections.isEmpty || MonotonicClock.milliseconds >= endAt
    }

    private mutating func handle(_ id: UInt64, _ event: Poll.Event) {
        switch id {
        case Poll.wakeID: poll.acknowledgeWake()
        case Loop.listenerID: accept()
        default:
            guard let connection = connections[id] else { return }
            perform(connection.wakened(event, &buffer), connection)
        }
    }

    private mutating func perform(_ action: ClientConnection.Action, _ connection: ClientConnection)
    {
        switch action {
        case .nothing: break
        case .dispatch(let request, let persistence): dispatch(request, persistence, connection)
        case .refuse(let status, let request):
            if status == 408 { plan.counters.connectionsOverdue.add(1, ordering: .relaxed) }
            send(plan.refusalPage(status, request), to: request?.method, .close, connection)
        case .close: remove(connection)
        case .closeOverdue:
            plan.counters.connectionsOverdue.add(1, ordering: .relaxed)
            remove(connection)
        }
    }

    private func dispatch(
        _ request: Request,
        _ persistence: Response.Persistence,
        _ connection: ClientConnection
    ) {
        let choice = plan.choose(request)
        if let response = choice.lanes.answerAtOnce(request) {
            let persistence = poll.isDraining ? .close : persistence
            return send(response, to: request.method, persistence, connection)
        }
        choice.lanes.submit(
            request,
            exchange(for: request, choice.finding, persistence, connection)
        )
    }

    private func exchange(
        for request: Request,
        _ finding: (any Sendable)?,
        _ persistence: Response.Persistence,
        _ connection: ClientConnection
    ) -> Exchange {
        let plan = plan
        let poll = poll
        return Exchange(
            finding: finding,
            whenDropped: { plan.refusalPage(500, request) },
            deliver: { response in
                let persistence = poll.isDraining ? .close : persistence
                Loop.send(response, to: request.method, persistence, connection, plan.counters)
            }
        )
    }

    private func send(
        _ response: Response,
        to method: HTTP.Method?,
        _ persistence: Response.Persistence,
        _ connection: ClientConnection
    ) {
        Loop.send(response, to: method, persistence, connection, plan.counters)
    }

    private static func send(
        _ response: Response,
        to method: HTTP.Method?,
        _ persistence: Response.Persistence,
        _ connection: ClientConnection,
        _ counters: Counters
    ) {
        counters.count(status: response.status)
        connection.answer(
            response.head(persistence, at: Base.Clock.real.now),
            response.content(for: method),
            closes: persistence == .close
        )
    }

    private mutating func accept() {
        // A bound on one turn, so that a flood of new clients does not starve those who are here.
        for _ in 0..<256 {
            switch listener.accept() {
            case .connection(let descriptor, let peer): add(descriptor, peer)
            case .none:
                _ = poll.change(listener.descriptor, id: Loop.listenerID, to: .arrivals)
                return
            case .exhausted:
                // To be tried again at the next sweep; asking at once would spin.
                plan.counters.connectionsTurnedAway.add(1, ordering: .relaxed)
                return
            }
        }
        _ = poll.change(listener.descriptor, id: Loop.listenerID, to: .arrivals)
    }

    private mutating func add(_ descriptor: Int32, _ peer: String) {
        lastID += 1
        let connection = ClientConnection(
            descriptor,
            id: lastID,
            poll: poll,
            deadlines: plan.deadlines,
            counters: plan.counters,
            parser: RequestParser(
                peer: peer,
                trustsProxy: plan.trustsProxy,
                bodyLimit: plan.bodyLimit
            )
        )
        guard connections.count < plan.deadlines.connectionsMax,
            poll.add(descriptor, id: lastID, for: .input)
        else {
            plan.counters.connectionsTurnedAway.add(1, ordering: .relaxed)
            connection.close()
            return
        }
        connections[lastID] = connection
        plan.counters.connectionsAccepted.add(1, ordering: .relaxed)
        plan.counters.connectionsOpen.add(1, ordering: .relaxed)
    }

    private mutating func remove(_ connection: ClientConnection) {
        connection.close()
        if connections.removeValue(forKey: connection.id) != nil {
            plan.counters.connectionsOpen.subtract(1, ordering: .relaxed)
        }
    }

    private mutating func sweep(_ now: Int) {
        sweepAt = now + plan.deadlines.sweepMilliseconds
        for connection in connections.values { perform(connection.checked(now: now), connection) }
        if endAt == nil {
            _ = poll.change(listener.descriptor, id: Loop.listenerID, to: .arrivals)
        } else {
            removeIdle()
        }
    }

    private mutating func beginDraining() {
        let now = MonotonicClock.milliseconds
        endAt = now + plan.deadlines.shutdownMilliseconds
        close(listener.descriptor)
        removeIdle()
    }

    private mutating func removeIdle() {
        for connection in connections.values where connection.isIdle { remove(connection) }
    }
}
