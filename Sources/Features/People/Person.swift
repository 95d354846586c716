import Base
import Terms

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
    let givenName: String
    let familyName: String
    let email: String
    let phone: String
    let municipality: String
    let language: Language
    let kind: PersonKind
    let state: PersonState
    let createdAt: Instant
    let changedAt: Instant
    /// When the row was last changed, to the microsecond: what a form was filled in against.
    let version: Int

    var name: String { "\(givenName) \(familyName)" }
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

/// What a form says of a person, as it was typed.
struct PersonDraft: Sendable {
    var givenName = ""
    var familyName = ""
    var email = ""
    var phone = ""
    var municipality = ""
    var language = Language.finnish.rawValue
    var kind = ""

    init() {}

    init(_ person: RegisteredPerson) {
        givenName = person.givenName
        familyName = person.familyName
        email = person.email
        phone = Phone.shown(person.phone)
        municipality = person.municipality
        language = person.language.rawValue
        kind = person.kind.rawValue
    }
}

/// What a sound form says of a person.
struct PersonData: Sendable {
    var givenName: String
    var familyName: String
    var email: String
    var phone: String
    var municipality: String
    var language: Language
    var kind: PersonKind
}

/// Which fields of a person somebody may change.
enum PersonFields: Sendable {
    case all
    /// What the person may change of themself: how to reach them.
    case contacts
}

/// What can be done next with somebody in a state.
func states(after state: PersonState) -> [PersonState] {
    switch state {
    case .active: [.paused, .archived]
    case .paused: [.active, .archived]
    case .archived: [.active]
    }
}
