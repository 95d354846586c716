import Access
import Base
import Synchronization

/// Keeps a flood of refusals from flooding the log: the first of each session and minute stand singly, the rest as one
/// count when the minute is over.
final class RefusalLedger: Sendable {
    struct Held: Sendable {
        let key: String
        let space: ID<Space>
        let actor: Actor
        /// The minute of the first refusal that is counted here.
        let minute: Int64
        var count: Int
    }

    private struct Tally {
        var minute: Int64
        var singly: Int
        var held: Held?
    }

    private struct Book {
        var tallies: [String: Tally] = [:]
        /// The last minute in which the book was looked through.
        var swept: Int64 = 0
    }

    private let singlyPerMinute: Int
    private let book = Mutex(Book())

    init(singlyPerMinute: Int) {
        self.singlyPerMinute = singlyPerMinute
    }

    /// Whether this refusal is to be logged by itself.
    func isSingle(key: String, space: ID<Space>, actor: Actor, at now: Instant) -> Bool {
        let minute = minute(of: now)
        let name = "\(key) \(space.text)"
        return book.withLock { book in
            var tally = book.tallies[name] ?? Tally(minute: minute, singly: 0, held: nil)
            if tally.minute != minute {
                tally.minute = minute
                tally.singly = 0
            }
            defer { book.tallies[name] = tally }
            guard tally.singly >= singlyPerMinute else {
                tally.singly += 1
                return true
            }
            var held =
                tally.held
                ?? Held(key: name, space: space, actor: actor, minute: minute, count: 0)
            held.count += 1
            tally.held = held
            return false
        }
    }

    /// The counts of minutes that are over; each is given once.
    ///
    /// Looks through the book once a minute.
    func takeDue(at now: Instant) -> [Held] {
        let minute = minute(of: now)
        return book.withLock { book in
            guard book.swept != minute else { return [] }
            book.swept = minute
            let due = book.tallies.values.compactMap(\.held).filter { $0.minute < minute }
            for held in due { book.tallies[held.key]?.held = nil }
            book.tallies = book.tallies.filter { $0.value.minute == minute || $0.value.held != nil }
            return due
        }
    }

    /// Every count that is held.
    func takeAll() -> [Held] {
        book.withLock { book in
            let all = book.tallies.values.compactMap(\.held)
            book.tallies = [:]
            return all
        }
    }

    /// Takes back what could not be written down; it is due again at once.
    func putBack(_ counts: [Held]) {
        book.withLock { book in
            book.swept = 0
            for held in counts {
                var tally =
                    book.tallies[held.key] ?? Tally(minute: held.minute, singly: 0, held: nil)
                tally.held = held
                tally.held?.count += book.tallies[held.key]?.held?.count ?? 0
                book.tallies[held.key] = tally
            }
        }
    }

    private func minute(of now: Instant) -> Int64 {
        now.milliseconds / 60_000
    }
}
