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

/// Whether a text can be a space's part of addresses: 1–40 of a–z, figures and hyphens, no hyphen at the ends.
func isSlug(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...40).contains(bytes.count), bytes.first != UInt8(ascii: "-"),
        bytes.last != UInt8(ascii: "-")
    else {
        return false
    }
    return bytes.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
    }
}

/// The roles that an operator can invite into a space: its first coordinator while it has none, and an auditor.
func rolesFromOutside(hasCoordinator: Bool) -> [Role] {
    hasCoordinator ? [.auditor] : [.coordinator, .auditor]
}
