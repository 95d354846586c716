import Base
import Interface
import Store
import Terms

/// How far an engagement has come; its words stand under `engagement.state.<code>`.
enum EngagementState: String, CaseIterable, Sendable {
    case received
    /// Experts are asked, or have said yes; not enough have yet.
    case offering
    case agreed
    case done
    case notPossible = "not-possible"
    case cancelled
    /// It was agreed, and the client did not appear.
    case noShow = "no-show"

    /// How it looks.
    var look: StateKind {
        switch self {
        case .received, .offering: .waiting
        case .agreed: .given
        case .notPossible: .refused
        case .done, .cancelled, .noShow: .plain
        }
    }

    /// Whether there is still something to do.
    var isOpen: Bool { self == .received || self == .offering || self == .agreed }
}

/// Whose desk an engagement is on, as the reader sees it; its words stand under `engagement.desk.<code>`.
enum Desk: String, CaseIterable, Sendable {
    /// Nobody's who is still a coordinator.
    case none
    case own
    case other
}

extension EngagementState: ColumnValue {}
extension Desk: ColumnValue {}

/// An engagement as the association keeps it.
struct KeptEngagement: Sendable {
    var facts: EngagementFacts
    let id: ID<Engagement>
    let other: ID<Space>
    let name: String
    let state: EngagementState
    let desk: Desk
    let isTold: Bool
    /// Whether an expert rests after it.
    let isHeavy: Bool
    /// Whether its last time is over.
    let isOver: Bool
    /// Whose change of it waits for an answer; nil for nobody's.
    let proposer: ChangeProposer?
    let receivedAt: Instant
    /// Whether the partner cancelled it less than a day before its first time.
    let isLate: Bool
    let doneOn: Day?
    let isDoneHere: Bool
    let objectedOn: Day?

    var ending: EngagementEnding {
        EngagementEnding(doneOn: doneOn, isDoneHere: isDoneHere, objectedOn: objectedOn)
    }
}
