import Glibc
import Synchronization

/// What tells the time: the machine's clock, or one that stands until somebody turns it.
///
/// A standing clock lets tests and the demo play a month in seconds. Nothing else in the house asks for the time:
/// a request carries the moment at which it began.
public struct Clock: Sendable {
    private let hand: Hand?

    private final class Hand: Sendable {
        let milliseconds: Atomic<Int64>

        init(_ moment: Instant) {
            milliseconds = Atomic(moment.milliseconds)
        }
    }

    /// The machine's own clock.
    public static let real = Clock(hand: nil)

    /// A clock that stands at a moment; its copies are the same clock.
    public init(at moment: Instant) {
        hand = Hand(moment)
    }

    private init(hand: Hand?) {
        self.hand = hand
    }

    /// Whether it is the machine's own.
    public var isReal: Bool { hand == nil }

    /// The moment at which this is asked.
    public var now: Instant {
        if let hand { return Instant(milliseconds: hand.milliseconds.load(ordering: .relaxed)) }
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Turns a standing clock, for all of its copies; the machine's own cannot be turned.
    public func turn(to moment: Instant) {
        precondition(hand != nil, "the machine's clock cannot be turned")
        hand?.milliseconds.store(moment.milliseconds, ordering: .relaxed)
    }
}
