import Base
import Interface
import Store
import Terms
import Wording

/// What a group is; the words of each stand under `activity.kind.<code>`.
enum ActivityKind: String, CaseIterable, Sendable {
    /// Users of a service who develop it: the group knows them by name.
    case developerClients = "developer-clients"
    /// Peers, of whom only the number is kept.
    case peer
}

/// How far a group has come; the words of each stand under `activity.state.<code>`.
enum ActivityState: String, CaseIterable, Sendable {
    case planned
    case running
    case ended

    /// How it looks.
    var look: StateKind {
        switch self {
        case .planned: .waiting
        case .running: .given
        case .ended: .plain
        }
    }
}

extension ActivityKind: ColumnValue {}
extension ActivityState: ColumnValue {}

/// A group.
struct Activity: Sendable {
    let id: ID<Activity>
    let kind: ActivityKind
    let title: String
    let service: String
    let state: ActivityState
    let leader: PersonName?
    let hasLeaderLeft: Bool
}

/// A meeting of a group.
struct Meeting: Sendable {
    /// How many may be counted.
    static let headsAllowed = 0...1000

    let id: ID<Meeting>
    let activity: ID<Activity>
    let day: Day
    let starts: TimeOfDay
    let ends: TimeOfDay
    let place: String
    let topic: String
    /// Nil until somebody has told.
    let isHeld: Bool?
    let heads: Int?

    /// Whether it has begun on Finland's clock.
    func hasBegun(_ now: Instant) -> Bool {
        let (day, time) = now.inFinland
        return (self.day, starts.minutes) <= (day, time.minutes)
    }

    /// When it is, in words.
    func time(_ words: Words) -> String {
        words("activity.time", ["day": words.date(day), "starts": starts.iso, "ends": ends.iso])
    }

    /// What it has come to, or whether it lies ahead.
    func stage(_ now: Instant) -> Stage {
        switch isHeld {
        case false: hasBegun(now) ? .missed : .cancelled
        case true: heads == nil ? .uncounted : .held
        default: hasBegun(now) ? .untold : .ahead
        }
    }

    /// The words of each stand under `activity.meeting.<code>`.
    enum Stage: String {
        case ahead
        case untold
        case uncounted
        case held
        case missed
        case cancelled

        /// How it looks.
        var look: StateKind {
            switch self {
            case .ahead, .missed, .cancelled: .plain
            case .untold, .uncounted: .waiting
            case .held: .given
            }
        }
    }
}

/// A developer-client in a group.
struct Member: Sendable {
    let id: ID<Member>
    let activity: ID<Activity>
    let person: PersonName
    let agreed: Day
    let joined: Day
    let left: Day?
    let fee: FeeChoice
    /// Whether they have left the register.
    let isGone: Bool
}

/// Somebody whom a form offers.
struct Choosable: Sendable {
    let id: ID<Person>
    let name: PersonName
    /// Who is chosen already and has left since.
    let isGone: Bool

    func choice(_ words: Words) -> Choice {
        Choice(id.text, name, more: isGone ? words("activity.gone") : "")
    }
}
