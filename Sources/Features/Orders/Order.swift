import Base
import Interface
import Letters
import Store
import Terms

/// How far an order has come; its words stand under `order.state.<code>`.
enum OrderState: String, CaseIterable, Sendable {
    case draft
    case cancelled

    /// How it looks.
    var look: StateKind {
        switch self {
        case .draft: .plain
        case .cancelled: .refused
        }
    }

    /// Whether the partner can still cancel it.
    var isOpen: Bool { self == .draft }
}

extension OrderState: ColumnValue {}

/// An order as the partner keeps it.
struct KeptOrder: Sendable {
    var facts: EngagementFacts
    let id: ID<Engagement>
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
