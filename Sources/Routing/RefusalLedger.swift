import Access
import Base
import Synchronization

/// Keeps a flood of refusals from flooding the log: the first of each session and minute stand singly, the rest as one
/// count when the minute is over.
final class RefusalLedger: Sendable {
    struct Held: Sendable {
        let space: ID<Space>
        let actor: Actor
        var count: Int
    }

    private struct Tally {
        let minute: Int64
        var singly: Int
        var held: Held?
    }

    private let singlyPerMinute: Int
    private let tallies = Mutex<[String: Tally]>([:])

    init(singlyPerMinute: Int) {
        self.singlyPerMinute = singlyPerMinute
    }

    /// Whether this refusal is to be logged by itself.
    func isSingle(key: String, space: ID<Space>, actor: Actor, at now: Instant) -> Bool {
        let minute = now.milliseconds / 60_000
        return tallies.withLock { tallies in
            let name = key + space.text
            var tally = tallies[name] ?? Tally(minute: minute, singly: 0, held: nil)
            if tally.minute != minute, tally.held == nil { tally = Tally(minute: minute, singly: 0, held: nil) }
            defer { tallies[name] = tally }
            guard tally.singly >= singlyPerMinute else {
                tally.singly += 1
                return true
            }
            if tally.held == nil { tally.held = Held(space: space, actor: actor, count: 0) }
            tally.held?.count += 1
            return false
        }
    }

    /// The counts of minutes that are over; each is given once.
    func takeDue(at now: Instant) -> [Held] {
        take { $0.minute < now.milliseconds / 60_000 }
    }

    /// Every count that is held.
    func takeAll() -> [Held] {
        take { _ in true }
    }

    private func take(_ isDue: (Tally) -> Bool) -> [Held] {
        tallies.withLock { tallies in
            let due = tallies.filter { isDue($0.value) }
            for key in due.keys { tallies[key] = nil }
            return due.values.compactMap(\.held)
        }
    }
}
