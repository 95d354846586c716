import Base
import Interface

/// What somebody is to the organisation.
enum PersonKind: String, CaseIterable, Sendable {
    case expert
    /// Uses a service and takes part in developing it, without the training.
    case developerClient = "developer-client"
    case participant
    case employee
    case contact

    /// Those that the register of a kind of space knows; the database refuses others.
    static func known(in kind: SpaceKind) -> [PersonKind] {
        switch kind {
        case .association, .partner: [.expert, .developerClient, .employee, .contact]
        case .provider: [.expert, .participant, .employee, .contact]
        case .employer: [.employee, .contact]
        }
    }
}

/// How somebody stands in the register.
enum PersonState: String, CaseIterable, Sendable {
    case active
    case paused
    case archived

    /// What can be done next.
    var next: [PersonState] {
        switch self {
        case .active: [.paused, .archived]
        case .paused: [.active, .archived]
        case .archived: [.active]
        }
    }
}

/// What is kept of a person, as a form says it.
struct PersonDetails: Sendable {
    var givenName = ""
    var familyName = ""
    /// Nil only while nothing is chosen.
    var kind: PersonKind?
    var email = ""
    var phone = ""
    var municipality = ""
    var language = Language.finnish

    var name: String { "\(givenName) \(familyName)" }
}

/// The fields of a person, named as their columns, with some kinds to choose; browsers may fill in one's own.
func personFields(
    isOwn: Bool = false,
    among kinds: [PersonKind] = PersonKind.allCases
) -> FieldList<PersonDetails> {
    FieldList(
        .name("given_name", \.givenName, "person.given-name"),
        .name("family_name", \.familyName, "person.family-name"),
        .choice(
            "kind",
            \.kind,
            "person.kind",
            asks: "person.kind.question",
            among: kinds,
            words: "person.kind",
            isOpen: true,
            means: true
        ),
        .email(
            "email",
            \.email,
            "person.email",
            help: "person.email.help",
            isRequired: false,
            autocomplete: isOwn ? "email" : "off"
        ),
        .phone("phone", \.phone, "person.phone", autocomplete: isOwn ? "tel" : "off"),
        .municipality("municipality", \.municipality, "person.municipality"),
        .choice(
            "language",
            \.language,
            "person.language",
            words: "person.language",
            help: "person.language.help"
        )
    )
}

/// How to reach a person: what they may change of themselves.
func contactFields(isOwn: Bool = false) -> FieldList<PersonDetails> {
    personFields(isOwn: isOwn).without("given_name", "family_name", "kind")
}

/// Somebody in the register.
struct RegisteredPerson: Sendable {
    let details: PersonDetails
    let id: ID<Person>
    let state: PersonState
    let createdAt: Instant
    let changedAt: Instant

    var name: PersonName { PersonName(id, details.name) }
}

/// What the reader may do with one person.
struct PersonAbilities: Sendable {
    /// Change everything, the state among it.
    var change: Bool
    /// Change how to reach the person, at least.
    var edit: Bool
    /// Who has looked is told to the person on a page of its own, without names.
    var seesHistory: Bool
    /// Whether it is the reader's own page.
    var isOwn: Bool
    /// Whether the reader may open the log.
    var readsLog: Bool
}
