import Base
import Interface

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

/// The fields of a person; browsers may fill in one's own.
func personFields(isOwn: Bool) -> FieldList<PersonDetails> {
    FieldList(
        .name("given_name", \.givenName, "person.given-name"),
        .name("family_name", \.familyName, "person.family-name"),
        .choice(
            "kind",
            \.kind,
            "person.kind",
            asks: "person.kind.question",
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
        .line(
            "municipality",
            \.municipality,
            "person.municipality",
            limit: Limits.nameCharactersMax,
            isRequired: false
        ),
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
func contactFields(isOwn: Bool) -> FieldList<PersonDetails> {
    personFields(isOwn: isOwn).only("email", "phone", "municipality", "language")
}
