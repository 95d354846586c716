public import Terms
public import Wording

extension Stage {
    /// Its colour and shape.
    public var kind: StateKind {
        switch self {
        case .received, .waiting, .given, .renewing: .waiting
        case .enrolled, .completed: .given
        case .refused, .takenBack, .withoutSupport, .expired, .paused: .refused
        case .notCompleted, .left, .ended, .withdrawn, .closed: .plain
        }
    }

    /// The stage in words; to the applicant themself as to one who has acted.
    public func word(isOwn: Bool, _ words: Words) -> String {
        isOwn && self == .withdrawn
            ? words("application.stage.withdrawn.own")
            : words.dynamic("application.stage.\(rawValue)")
    }
}

extension PlaceState {
    /// Its colour and shape.
    public var kind: StateKind {
        switch self {
        case .active, .completed: .given
        case .renewing, .paused: .waiting
        case .left, .ended, .notCompleted: .plain
        }
    }
}
