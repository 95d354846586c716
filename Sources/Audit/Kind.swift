/// What sort of thing an event tells of.
public enum Kind: String, CaseIterable, Sendable {
    case read
    case write
    case deny
    case auth
    case consent
    case export
    case redact
    case breakGlass = "break-glass"
}

/// Whether what was tried was done.
public enum EventOutcome: String, CaseIterable, Sendable {
    case done
    case refused
}
