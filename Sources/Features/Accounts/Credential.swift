import Base

/// What an address of mail signs in to.
struct Credential: Sendable {
    let account: ID<Account>
    let name: String
    let language: Language
    /// The hash; nil for an account that signs in by mailed codes alone.
    let password: String?
}

/// A session that is open somewhere.
struct RunningSession: Sendable {
    let id: ID<Session>
    let strength: String
    let agent: String
    let address: String
    let createdAt: Instant
    let seenAt: Instant
}

/// An invitation to a space, as its link finds it.
struct Invitation: Sendable {
    let id: ID<Invitation>
    let email: String
    let name: String
    let roles: [String]
    let rolesEndOn: Day?
    let expiresAt: Instant
    let usedAt: Instant?
    let revokedAt: Instant?
    /// Who invites; nil when the house itself does.
    let inviter: String?

    /// Whether it still lets somebody in.
    enum State: Sendable {
        case open
        case used
        case expired
        case revoked
    }

    func state(at now: Instant) -> State {
        if revokedAt != nil { return .revoked }
        if usedAt != nil { return .used }
        return expiresAt <= now ? .expired : .open
    }
}
