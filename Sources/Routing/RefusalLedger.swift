import Access
import Audit
import Base
import HTTP
import Store
import Synchronization

/// What was refused, to whom, and whose log hears of it.
struct Refused: Sendable {
    let action: Action
    let space: ID<Space>
    let actor: Actor
    /// The session, or the network of those who are not signed in.
    let from: String
    /// The network as a count of its refusals names it; empty where the actor is known.
    let network: String

    init(_ action: Action, in space: ID<Space>, by actor: Actor, from request: Request) {
        self.action = action
        self.space = space
        self.actor = actor
        from = actor.session?.text ?? request.network.counted
        network = actor.session == nil ? request.network.shown : ""
    }

    /// The same from everywhere, for counting networks that are too many to be told apart.
    fileprivate var fromAnywhere: Refused {
        Refused(action, space, actor, from: "*", network: "")
    }

    fileprivate var isFromAccount: Bool { actor.session != nil }
    fileprivate var name: String { "\(from) \(space.text) \(action.name)" }

    private init(
        _ action: Action,
        _ space: ID<Space>,
        _ actor: Actor,
        from: String,
        network: String
    ) {
        (self.action, self.space, self.actor) = (action, space, actor)
        (self.from, self.network) = (from, network)
    }
}

/// Keeps a flood of refusals from flooding the log: the first of each session or network and minute stand singly, the rest as
/// one count when the minute is over.
///
/// A network is a /64 of IPv6, an address of IPv4. When all networks together have been told of singly often enough in a
/// minute, new ones share one count: a flood from everywhere is as short in the log as one from somewhere.
final class RefusalLedger: Sendable {
    struct Held: Sendable {
        let refused: Refused
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

        func singly(_ refused: Refused, _ minute: Int64) -> Int {
            tallies[refused.name].map { $0.minute == minute ? $0.singly : 0 } ?? 0
        }

        mutating func change(_ refused: Refused, _ minute: Int64, _ change: (inout Tally) -> Void) {
            var tally = tallies[refused.name] ?? Tally(minute: minute, singly: 0, held: nil)
            if tally.minute != minute { (tally.minute, tally.singly) = (minute, 0) }
            change(&tally)
            tallies[refused.name] = tally
        }

        mutating func hold(_ refused: Refused, _ minute: Int64) {
            change(refused, minute) { tally in
                var held = tally.held ?? Held(refused: refused, minute: minute, count: 0)
                held.count += 1
                tally.held = held
            }
        }
    }

    private let singlyPerMinute: Int
    private let book = Mutex(Book())

    init(singlyPerMinute: Int) {
        self.singlyPerMinute = singlyPerMinute
    }

    /// Whether this refusal is to be logged by itself.
    func isSingle(_ refused: Refused, at now: Instant) -> Bool {
        let minute = minute(of: now)
        return book.withLock { book in
            guard book.singly(refused, minute) < singlyPerMinute else {
                book.hold(refused, minute)
                return false
            }
            if !refused.isFromAccount {
                let anywhere = refused.fromAnywhere
                guard book.singly(anywhere, minute) < Limits.refusalsOfStrangersLoggedSingly else {
                    book.hold(anywhere, minute)
                    return false
                }
                book.change(anywhere, minute) { $0.singly += 1 }
            }
            book.change(refused, minute) { $0.singly += 1 }
            return true
        }
    }

    /// Counts a refusal that was told without asking the database: it stands in the log with the minute's count.
    func hold(_ refused: Refused, at now: Instant) {
        let minute = minute(of: now)
        book.withLock { book in
            if book.tallies[refused.name] != nil { return book.hold(refused, minute) }
            let anywhere = refused.fromAnywhere
            let isRoom =
                refused.isFromAccount
                ? book.tallies.count < Limits.waitsMax
                : book.singly(anywhere, minute) < Limits.refusalsOfStrangersLoggedSingly
            if isRoom, !refused.isFromAccount { book.change(anywhere, minute) { $0.singly += 1 } }
            book.hold(isRoom ? refused : anywhere, minute)
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
            for held in due { book.tallies[held.refused.name]?.held = nil }
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
                let name = held.refused.name
                var tally = book.tallies[name] ?? Tally(minute: held.minute, singly: 0, held: nil)
                let since = tally.held?.count ?? 0
                tally.held = held
                tally.held?.count += since
                book.tallies[name] = tally
            }
        }
    }

    private func minute(of now: Instant) -> Int64 {
        now.milliseconds / 60_000
    }
}

extension Refused {
    /// Whose log hears of a refusal, and as what; nil for what no log has to hear of.
    ///
    /// Inside a space and at the operator's pages that is every refusal of access; everywhere what a rule forbids, who has to
    /// wait, and forms of other sites, in the installation's log where no space is concerned.
    init?(_ refusal: Refusal, _ request: Request, _ visitor: Visitor, isCrossSite: Bool = false) {
        let action: Action
        switch refusal {
        case .forbidden, .notFound:
            guard visitor.space != nil || request.segments.first == "operator" else { return nil }
            action = .accessRefused
        case .conflict, .otherAccount: action = .ruleRefused
        case .tooMany: action = .attemptThrottled
        case .malformed where isCrossSite: action = .siteRefused
        default: return nil
        }
        let space = visitor.space?.id ?? .installation
        self.init(action, in: space, by: visitor.actor, from: request)
    }
}

extension RefusalLedger {
    /// A refusal stands in a log before it is told: the first of a minute singly, a flood as one count.
    func note(
        _ refused: Refused,
        _ request: Request,
        at now: Instant,
        _ database: Database
    ) throws(Failure) {
        guard isSingle(refused, at: now) else { return }
        var label = "\(request.method.rawValue) \(request.path)"
        // Where no account says who it was, the network does.
        if refused.action != .accessRefused, !refused.network.isEmpty {
            label += ", \(refused.network)"
        }
        try database.note(
            Entry(refused.action, of: Object(refused.space, label), outcome: .refused),
            in: refused.space,
            by: refused.actor
        )
    }
}
