import Base
import Interface
import Letters
import Store
import Terms

/// How far an order has come; its words stand under `order.state.<code>`.
enum OrderState: String, CaseIterable, Sendable {
    case draft
    case sent
    /// The association has taken it to its desk.
    case answered
    case agreed
    case done
    case notPossible = "not-possible"
    case cancelled
    /// It was agreed, and the client did not appear.
    case noShow = "no-show"

    /// How it looks.
    var look: StateKind {
        switch self {
        case .draft, .done, .cancelled, .noShow: .plain
        case .sent, .answered: .waiting
        case .agreed: .given
        case .notPossible: .refused
        }
    }

    /// Whether the partner can still cancel it.
    var isOpen: Bool { [.draft, .sent, .answered, .agreed].contains(self) }
}

extension OrderState: ColumnValue {}

/// An order as the partner keeps it.
struct KeptOrder: Sendable {
    var facts: EngagementFacts
    let id: ID<Engagement>
    let partnership: ID<Partnership>
    let revision: Int
    let other: ID<Space>
    let name: String
    let state: OrderState
    /// Whether its first time has begun: who did not appear says so, in place of cancelling.
    let hasBegun: Bool
    /// Whether its last time is over.
    let isOver: Bool
    /// Whether cancelling it is late, less than a day before its first time, or was.
    let isLate: Bool
    /// Whose change of it waits for an answer; nil for nobody's.
    let proposer: ChangeProposer?
    let doneOn: Day?
    let isDoneHere: Bool
    let objectedOn: Day?

    var ending: EngagementEnding {
        EngagementEnding(doneOn: doneOn, isDoneHere: isDoneHere, objectedOn: objectedOn)
    }
}

/// Somebody who comes to what was ordered, as the association's letter tells it.
struct OrderExpert: Sendable {
    let name: PersonName
    let presentation: String
    let contact: String
}

/// An association that the partner may order of.
struct Association: Sendable {
    let partnership: ID<Partnership>
    let other: ID<Space>
    let name: String
}
