/// What kind of organisation a space belongs to.
public enum SpaceKind: String, CaseIterable, Sendable {
    case association
    case partner
    case provider
    case employer
}
