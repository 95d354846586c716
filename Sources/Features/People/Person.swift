import Base

/// What somebody is to the organisation.
enum PersonKind: String, CaseIterable, Sendable {
    case expert
    case participant
    case employee
    case contact
}

/// How somebody stands in the register.
enum PersonState: String, CaseIterable, Sendable {
    case active
    case paused
    case archived
}

/// Somebody in the register.
struct RegisteredPerson: Sendable {
    let id: ID<Person>
    let details: PersonDetails
    let state: PersonState
    let createdAt: Instant
    let changedAt: Instant

    init(
        _ id: ID<Person>,
        _ givenName: String,
        _ familyName: String,
        _ kind: PersonKind,
        _ email: String,
        _ phone: String,
        _ municipality: String,
        _ language: Language,
        _ state: PersonState,
        _ createdAt: Instant,
        _ changedAt: Instant
    ) {
        self.id = id
        details = PersonDetails(
            givenName: givenName,
            familyName: familyName,
            kind: kind,
            email: email,
            phone: phone,
            municipality: municipality,
            language: language
        )
        self.state = state
        self.createdAt = createdAt
        self.changedAt = changedAt
    }

    var name: String { details.name }
}

/// One line of the list.
struct PersonLine: Sendable {
    let id: ID<Person>
    /// As registers are read: family name first.
    let listName: String
    let kind: PersonKind
    let state: PersonState
    let municipality: String
    let createdAt: Instant
    let changedAt: Instant
}

/// What can be done next with somebody in a state.
func states(after state: PersonState) -> [PersonState] {
    switch state {
    case .active: [.paused, .archived]
    case .paused: [.active, .archived]
    case .archived: [.active]
    }
}
