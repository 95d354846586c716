import Access
import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Wording

/// An invitation to a space.
struct Invitation: Sendable {
    let id: ID<Invitation>
    let name: String
    let email: String
    let roles: [Role]
    let roleEndsOn: Day?
    let language: Language
    let expiresAt: Instant
    var state = InvitationState.open
    /// When its mail came back, if its address takes none.
    var returnedAt: Instant?

    /// Its roles as the member will hold them.
    var held: [HeldRole] { roles.sorted().map { HeldRole($0, endsOn: roleEndsOn) } }

    static let read = reader(
        Invitation.init,
        "id",
        "name",
        "email",
        "roles",
        "role_ends_on",
        "language",
        "expires_at",
        "state",
        "returned_at"
    )
}

/// How an invitation stands; its words stand in `Web/wording` under `invitations.state.<code>`.
enum InvitationState: String, CaseIterable, Sendable {
    case open
    case expired
    /// Its address takes no mail.
    case returned
    case used
    case revoked

    /// Whether nobody has answered it, and nobody has taken it back.
    var isUnanswered: Bool { self != .used && self != .revoked }

    /// How it looks.
    var look: StateKind {
        switch self {
        case .open: .waiting
        case .expired, .returned: .refused
        case .used: .given
        case .revoked: .plain
        }
    }
}

extension InvitationState: ColumnValue {}

/// Somebody to be invited.
struct NewInvitation: Sendable {
    var name = ""
    var email = ""
    var language: Language
    var roles: [Role] = []
    var endsOn: Day?
}

func invitationFields(_ offered: [Role]) -> FieldList<NewInvitation> {
    FieldList(
        .name("name", \.name, "members.name"),
        .email("email", \.email, "members.email", help: "members.invite.email.help"),
        .choice("language", \.language, "members.invite.language", words: "interface.language"),
        rolesField(offered),
        endField
    )
}

/// Who sends a role that is not offered hears from the database why.
private func rolesField(_ offered: [Role]) -> Field<NewInvitation> {
    Field(
        "roles",
        "members.roles",
        Field.Parts(
            read: { entry, value in value.roles = entry.choices("roles", Role.self) },
            pairs: { value in value.roles.map { Form.Pair("roles", $0.rawValue) } },
            write: { h, entry in
                let words = entry.words
                h.checkboxes(
                    "roles",
                    label: words("members.roles"),
                    choices: offered.map {
                        Choice(
                            $0.rawValue,
                            words.dynamic("role.\($0.rawValue)"),
                            more: words.dynamic("members.role.does.\($0.rawValue)")
                        )
                    },
                    chosen: entry.form.all("roles"),
                    help: words("members.invite.roles.help"),
                    problem: entry.problems["roles"]
                )
            },
            text: { value, words in
                value.roles.map { words.dynamic("role.\($0.rawValue)") }.joined(separator: ", ")
            }
        )
    )
}

private let endField = Field<NewInvitation>(
    "ends",
    "members.invite.ends",
    Field.Parts(
        read: { entry, value in value.endsOn = entry.lastDay("ends") },
        pairs: { value in [Form.Pair("ends", value.endsOn?.iso ?? "")] },
        write: { h, entry in
            let words = entry.words
            h.dateField(
                "ends",
                label: words("members.invite.ends"),
                value: entry.typed("ends"),
                help: words("members.last-day.help"),
                problem: entry.problems["ends"],
                isRequired: false,
                earliest: words.today
            )
        },
        text: { value, words in value.endsOn.map { words.date($0) } ?? "" }
    )
)
