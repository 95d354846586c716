public import HTTP
import Synchronization

/// One request's way back.
///
/// Exactly one answer leaves through it: the first. When it is dropped without one, 500 is sent.
public final class Exchange: Sendable {
    /// What whoever chose the lanes has found out about the request.
    public let finding: (any Sendable)?
    private let isAnswered = Atomic<Bool>(false)
    private let deliver: @Sendable (Response) -> Void
    private let whenDropped: @Sendable () -> Response

    /// An exchange that hands its answer to a function, as tests without sockets want it.
    public init(
        finding: (any Sendable)? = nil,
        whenDropped: @escaping @Sendable () -> Response = { Response(status: 500) },
        deliver: @escaping @Sendable (Response) -> Void
    ) {
        self.finding = finding
        self.whenDropped = whenDropped
        self.deliver = deliver
    }

    deinit {
        // The page of a failure is made for failures alone.
        if !isAnswered.load(ordering: .acquiring) { send(whenDropped()) }
    }

    /// Sends the answer, from whatever thread this is called on.
    ///
    /// What comes after the first is passed over.
    public func send(_ response: Response) {
        guard !isAnswered.exchange(true, ordering: .acquiringAndReleasing) else { return }
        deliver(response)
    }
}
