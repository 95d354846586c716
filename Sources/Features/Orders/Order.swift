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
    case notPossible = "not-possible"
    case cancelled

    /// How it looks.
    var look: StateKind {
        switch self {
        case .draft, .cancelled: .plain
        case .sent: .waiting
        case .answered: .given
        case .notPossible: .refused
        }
    }

    /// Whether the partner can still cancel it.
    var isOpen: Bool { self == .draft || self == .sent || self == .answered }
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
}

/// An association that the partner may order of.
struct Association: Sendable {
    let partnership: ID<Partnership>
    let other: ID<Space>
    let name: String
}
