import Access
import Base
import Routing

/// A space as the operator sees it: its cover, never its content.
struct ListedSpace: Sendable {
    let id: ID<Space>
    let slug: String
    let kind: SpaceKind
    let state: SpaceState
    let names: SpaceNames
    let madeAt: Instant

    init(
        _ id: ID<Space>,
        _ slug: String,
        _ kind: SpaceKind,
        _ state: SpaceState,
        _ finnish: String,
        _ swedish: String,
        _ english: String,
        _ madeAt: Instant
    ) {
        self.id = id
        self.slug = slug
        self.kind = kind
        self.state = state
        names = SpaceNames(finnish: finnish, swedish: swedish, english: english)
        self.madeAt = madeAt
    }
}

/// The name of a space in each language.
struct SpaceNames: Sendable {
    var finnish = ""
    var swedish = ""
    var english = ""

    subscript(_ language: Language) -> String {
        switch language {
        case .finnish: finnish
        case .swedish: swedish
        case .english: english
        }
    }
}

enum SpaceState: String, CaseIterable, Sendable {
    case active
    case suspended
    case unclaimed
}

/// The roles that an operator can invite into a space: its first coordinator while it has none, and an auditor.
func rolesFromOutside(hasCoordinator: Bool) -> [Role] {
    hasCoordinator ? [.auditor] : [.coordinator, .auditor]
}
