import CLinux
import Glibc
import Synchronization

/// The kernel's list of connections to wake up for (epoll), and the other threads' way to wake the loop (eventfd).
final class Poll: Sendable {
    /// What a descriptor is watched for.
    enum Interest {
        /// Connections to be accepted: said once, then not until it is asked again (EPOLLONESHOT).
        case arrivals
        /// Bytes to be read: said once for all that have come (EPOLLET), so whoever is told reads them all
        /// or remembers that there are some.
        case input
        /// The same, and room to write when there was none.
        case inputAndOutput

        fileprivate var events: UInt32 {
            switch self {
            case .arrivals: EPOLLIN.rawValue | EPOLLONESHOT.rawValue
            case .input: EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
            case .inputAndOutput: Interest.input.events | EPOLLOUT.rawValue
            }
        }
    }

    /// What the kernel says of a descriptor.
    struct Event {
        fileprivate let events: UInt32

        /// There is something to read, be it the end.
        var hasInput: Bool { events & EPOLLIN.rawValue != 0 || hasEnd }
        /// Nothing follows what there is to read: the client has ended its side, or the connection has failed.
        var hasEnd: Bool {
            events & (EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
        }
    }

    /// The id of the wake-up itself; connections and listeners have others.
    static let wakeID: UInt64 = 0

    private let epoll: Int32
    private let event: Int32
    private let posted = Mutex<[ClientConnection]>([])
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

    func add(_ descriptor: Int32, id: UInt64, for interest: Interest) -> Bool {
        control(EPOLL_CTL_ADD, descriptor, id, interest.events)
    }

    /// What holds by now is said once more.
    func change(_ descriptor: Int32, id: UInt64, to interest: Interest) -> Bool {
        control(EPOLL_CTL_MOD, descriptor, id, interest.events)
    }

    /// Hands a connection back to the loop, from any thread.
    func post(_ connection: ClientConnection) {
        let isFirst = posted.withLock { posted in
            posted.append(connection)
            return posted.count == 1
        }
        if isFirst { wake() }
    }

    /// The connections that were handed back; for the loop.
    func takePosted() -> [ClientConnection] {
        posted.withLock { posted in
            defer { posted = [] }
            return posted
        }
    }

    /// Hands over each id for which something has happened; for the loop.
    func wait(milliseconds: Int, _ handle: (UInt64, Event) -> Void) {
        unsafe withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: 64) { events in
            let count = unsafe epoll_wait(
                epoll,
                events.baseAddress,
                Int32(events.count),
                Int32(clamping: milliseconds)
            )
            // Interrupted by a signal: as if nothing had happened.
            for index in 0..<max(0, Int(count)) {
                unsafe handle(events[index].data.u64, Event(events: events[index].events))
            }
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
