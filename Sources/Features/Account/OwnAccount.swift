import Base
import Interface
import Routing
import Store

/// What the page of one's own account shows.
struct OwnAccount {
    let me: SignedIn
    let details: OwnDetails
    let sessions: [RunningSession]
    let hasPassword: Bool
    /// Without a password to ask for, a session that a mailed code has just opened is the proof.
    let isFreshByCode: Bool

    var mayChoosePassword: Bool { hasPassword || isFreshByCode }
}

/// A session that is open somewhere.
struct RunningSession: Sendable {
    let id: ID<Session>
    let strength: String
    let agent: String
    let address: String
    let createdAt: Instant
    let seenAt: Instant

    init(
        _ id: ID<Session>,
        _ strength: String,
        _ agent: String,
        _ address: String,
        _ createdAt: Instant,
        _ seenAt: Instant
    ) {
        self.id = id
        self.strength = strength
        self.agent = agent
        self.address = address
        self.createdAt = createdAt
        self.seenAt = seenAt
    }
}

/// What one says of oneself.
struct OwnDetails: Sendable {
    var name: String
    var language: Language
}

/// A password in place of another.
struct PasswordChange: Sendable {
    var current = ""
    var new = ""
}

let ownFields = FieldList<OwnDetails>(
    .name("name", \.name, "account.name", help: "account.name.help", autocomplete: "name"),
    .choice(
        "language",
        \.language,
        "interface.language",
        words: "interface.language",
        help: "account.language.help"
    )
)

func passwordFields(_ account: OwnAccount) -> FieldList<PasswordChange> {
    let new = Field<PasswordChange>.newPassword(\.new, of: account.me.email)
    guard account.hasPassword else { return FieldList(new) }
    return FieldList(
        .password("current_password", \.current, "account.password.current"),
        new
    )
}
