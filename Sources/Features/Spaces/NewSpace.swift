import Access
import Base
import HTML
import HTTP
import Interface
import Routing
import Wording

/// A space as the operator's form asks for it, with whom it invites as the first coordinator.
struct NewSpace: Inviting {
    var kind: SpaceKind?
    var slug = ""
    var names = SpaceNames()
    var language = Language.finnish
    var businessID = ""
    var invitee = Invitee()
}

/// An invitation from outside the space.
struct NewInvitation: Inviting {
    var role: Role
    var invitee = Invitee()
}

/// Whom a form invites.
struct Invitee: Sendable {
    var name = ""
    var email = ""
    var language = Language.finnish
}

/// What a form is about that invites somebody.
protocol Inviting: Sendable {
    var invitee: Invitee { get set }
}

extension Inviting {
    fileprivate static var inviteeFields: [Field<Self>] {
        [
            .name("guest_name", \.invitee.name, "operator.guest.name"),
            .email(
                "guest_email",
                \.invitee.email,
                "operator.guest.email",
                help: "operator.guest.email.help"
            ),
            .choice(
                "guest_language",
                \.invitee.language,
                "operator.guest.language",
                words: "interface.language"
            ),
        ]
    }
}

/// The fields of a new space; its address cannot be one of the `reserved`.
func newSpaceFields(origin: String, reserved: Set<String>) -> FieldList<NewSpace> {
    FieldList([
        .field(
            .choice(
                "kind",
                \.kind,
                "operator.kind",
                words: "space.kind",
                isOpen: true,
                means: true
            )
        ),
        .field(slugField(\.slug, origin: origin, reserved: reserved)),
        .group(
            "operator.names",
            [
                .name("name_fi", \.names.finnish, "operator.name.fi"),
                .name("name_sv", \.names.swedish, "operator.name.sv"),
                .name("name_en", \.names.english, "operator.name.en"),
            ]
        ),
        .field(.choice("language", \.language, "operator.language", words: "interface.language")),
        .field(
            .businessID(
                "business_id",
                \.businessID,
                "operator.business-id",
                help: "operator.business-id.help",
                isRequired: false
            )
            .checked { entry, new in
                let words = entry.words
                guard entry.problems["business_id"] == nil else { return }
                if new.kind == .employer, new.businessID.isEmpty {
                    entry.problem("business_id", words("form.problem.required"))
                } else if new.kind != .employer, !new.businessID.isEmpty {
                    entry.problem("business_id", words("operator.problem.business-id.employers"))
                }
            }
        ),
        .group(
            "operator.coordinator",
            help: "operator.coordinator.help",
            NewSpace.inviteeFields
        ),
    ])
}

/// The end of a space's address.
func slugField<Value>(
    _ path: FieldPath<Value, String>,
    origin: String,
    reserved: Set<String>
) -> Field<Value> {
    Field<Value>(
        "slug",
        "operator.slug",
        Field<Value>.Parts(
            read: { entry, new in
                new[keyPath: path] = entry.line("slug", charactersMax: Limits.slugCharactersMax)
                guard entry.problems["slug"] == nil else { return }
                if !isSlug(new[keyPath: path]) {
                    entry.problem("slug", entry.words("operator.problem.slug"))
                } else if reserved.contains(new[keyPath: path]) {
                    entry.problem("slug", entry.words("operator.problem.reserved"))
                }
            },
            pairs: { new in [Form.Pair("slug", new[keyPath: path])] },
            write: { h, entry in
                h.textField(
                    "slug",
                    label: entry.words("operator.slug"),
                    value: entry.typed("slug"),
                    help: entry.words("operator.slug.help", ["origin": origin]),
                    problem: entry.problems["slug"],
                    charactersMax: Limits.slugCharactersMax
                )
            },
            text: { new, _ in new[keyPath: path] }
        )
    )
}

/// The fields of an invitation in one of these roles.
func invitationFields(_ roles: [Role]) -> FieldList<NewInvitation> {
    FieldList(([roleField(roles)] + NewInvitation.inviteeFields).map { .field($0) })
}

private func roleField(_ roles: [Role]) -> Field<NewInvitation> {
    Field<NewInvitation>(
        "role",
        "operator.role",
        Field<NewInvitation>.Parts(
            read: { entry, new in
                guard let role = entry.choice("role", Role.self) else { return }
                new.role = role
                if !roles.contains(role) {
                    entry.problem("role", entry.words("operator.problem.role"))
                }
            },
            pairs: { new in [Form.Pair("role", new.role.rawValue)] },
            write: { h, entry in
                let words = entry.words
                h.radios(
                    "role",
                    label: words("operator.role"),
                    choices: roles.map {
                        Choice($0.rawValue, words.dynamic("role.\($0.rawValue)"))
                    },
                    chosen: entry.typed("role"),
                    problem: entry.problems["role"]
                )
            },
            text: { new, words in words.dynamic("role.\(new.role.rawValue)") }
        )
    )
}
