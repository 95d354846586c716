import Access
import Base
import Routing

/// A space as the operator sees it: its cover, never its content.
struct SpaceListing: Sendable {
    let id: ID<Space>
    let slug: String
    let kind: SpaceKind
    let state: SpaceState
    let names: [Language: String]
    let madeAt: Instant

    func name(_ language: Language) -> String {
        names[language] ?? slug
    }
}

enum SpaceState: String, Sendable {
    case active
    case suspended
    case unclaimed
}

/// The roles that an operator can invite into a space: its first coordinator while it has none, and an auditor.
func rolesFromOutside(hasCoordinator: Bool) -> [Role] {
    hasCoordinator ? [.auditor] : [.coordinator, .auditor]
}
