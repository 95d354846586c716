/// What a membership can make of somebody in one space.
public enum Role: String, CaseIterable, Sendable, Comparable {
    case coordinator
    case trainer
    case expert
    case consentGiver = "consent-giver"
    case auditor

    /// Whether `left` stands before `right` in the order of the cases.
    public static func < (left: Role, right: Role) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// How far a permission reaches, widest last.
public enum Scope: String, Sendable, Comparable, CaseIterable {
    case none = "no"
    case own
    case course
    case all

    /// Whether `left` reaches less far than `right`.
    public static func < (left: Scope, right: Scope) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
