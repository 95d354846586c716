import Base
import Interface
import Terms
import Wording

/// What somebody tells of themselves when they apply.
///
/// There is no place here for a reason.
struct Applicant: Sendable {
    var givenName = ""
    var familyName = ""
    var email = ""
    var phone = ""
    var municipality = ""
    var language = Language.finnish

    var name: String { "\(givenName) \(familyName)" }
}

/// The fields of the public form; `account` is the address that somebody signed in has proven already.
func applicantFields(account: String? = nil) -> FieldList<Applicant> {
    FieldList(
        .name(
            "given_name",
            \.givenName,
            "application.field.given-name",
            autocomplete: "given-name"
        )
        .mailed(\.givenName),
        .name(
            "family_name",
            \.familyName,
            "application.field.family-name",
            autocomplete: "family-name"
        )
        .mailed(\.familyName),
        account.map(addressOfAccount)
            ?? .email(
                "email",
                \.email,
                "application.field.email",
                help: "application.field.email.help",
                autocomplete: "email"
            ),
        .phone("phone", \.phone, "application.field.phone"),
        .municipality(
            "municipality",
            \.municipality,
            "application.field.municipality",
            autocomplete: "address-level2"
        ),
        .choice(
            "person_language",
            \.language,
            "application.field.language",
            words: "interface.language",
            isOpen: true
        )
    )
}

/// The address as a fact.
private func addressOfAccount(_ address: String) -> Field<Applicant> {
    Field(
        "email",
        "application.field.email",
        Field.Parts(
            read: { _, applicant in applicant.email = address },
            pairs: { _ in [] },
            write: { h, entry in
                h.facts { h in
                    h.fact(
                        entry.words("application.field.email"),
                        address,
                        more: entry.words("application.field.email.account")
                    )
                }
            },
            text: { _, _ in address }
        )
    )
}

/// A course that can be applied for.
struct OpenCourse: Sendable {
    let id: ID<Course>
    let name: String
    let town: Town
    let address: String
    let state: CourseState

    /// `Tampere, Testikatu 1`.
    var place: String { address.isEmpty ? town.rawValue : "\(town.rawValue), \(address)" }
}
