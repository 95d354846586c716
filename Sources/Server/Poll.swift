import CLinux
import Glibc
import Synchronization

/// The kernel's list of connections to wake up for (epoll), and the other threads' way to wake the loop (eventfd).
final class Poll: Sendable {
    /// What a connection waits for.
    ///
    /// One event, then nothing until it is asked again (EPOLLONESHOT), so that no two threads ever
    /// work on one connection.
    enum Interest {
        case input
        case output

        fileprivate var events: UInt32 {
            switch self {
            case .input: EPOLLIN.rawValue | EPOLLONESHOT.rawValue
            case .output: EPOLLOUT.rawValue | EPOLLONESHOT.rawValue
            }
        }
    }

    /// The id of the wake-up itself; connections and listeners have others.
    static let wakeID: UInt64 = 0

    private let epoll: Int32
    private let event: Int32
    private let posted = Mutex<[Connection]>([])
    private let draining = Atomic<Bool>(false)

    /// Nil when the process has no descriptors left.
    init?() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        event = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard epoll >= 0, event >= 0, control(EPOLL_CTL_ADD, event, Poll.wakeID, EPOLLIN.rawValue)
        else {
            return nil
        }
    }

    deinit {
        if epoll >= 0 { close(epoll) }
        if event >= 0 { close(event) }
    }

    /// Whether the server takes leave: connections are closed after their answer.
    var isDraining: Bool { draining.load(ordering: .acquiring) }

    func drain() {
        draining.store(true, ordering: .releasing)
        wake()
    }

    func add(_ descriptor: Int32, id: UInt64) -> Bool {
        control(EPOLL_CTL_ADD, descriptor, id, Interest.input.events)
    }

    func arm(_ descriptor: Int32, id: UInt64, for interest: Interest) -> Bool {
        control(EPOLL_CTL_MOD, descriptor, id, interest.events)
    }

    /// Hands a connection back to the loop, from any thread.
    func post(_ connection: Connection) {
        let isFirst = posted.withLock { posted in
            posted.append(connection)
            return posted.count == 1
        }
        if isFirst { wake() }
    }

    /// The connections that were handed back; for the loop.
    func takePosted() -> [Connection] {
        posted.withLock { posted in
            defer { posted = [] }
            return posted
        }
    }

    /// Ids for which something has happened; for the loop.
    func wait(milliseconds: Int) -> [UInt64] {
        unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 256) { events in
            let count = unsafe epoll_wait(
                epoll,
                events.baseAddress,
                Int32(events.count),
                Int32(clamping: milliseconds)
            )
            // Interrupted by a signal: as if nothing had happened.
            guard count > 0 else { return [] }
            return (0..<Int(count)).map { unsafe events[$0].data.u64 }
        }
    }

    /// Makes the next wake-up visible again; for the loop.
    func acknowledgeWake() {
        var count: UInt64 = 0
        _ = unsafe read(event, &count, 8)
    }

    private func wake() {
        var one: UInt64 = 1
        _ = unsafe write(event, &one, 8)
    }

    private func control(_ operation: Int32, _ descriptor: Int32, _ id: UInt64, _ events: UInt32)
        -> Bool
    {
        var change = unsafe epoll_event()
        unsafe change.events = events
        unsafe change.data.u64 = id
        return unsafe epoll_ctl(epoll, operation, descriptor, &change) == 0
    }
}
