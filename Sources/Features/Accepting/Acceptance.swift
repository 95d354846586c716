import Access
import Base
import Crypto
import HTML
import HTTP
import Interface
import Routing
import Wording

/// An invitation to a space, as its link finds it.
struct OpenedInvitation: Sendable {
    let id: ID<OpenedInvitation>
    let email: String
    let name: String
    let roles: [Role]
    let rolesEndOn: Day?
    let expiresAt: Instant
    let usedAt: Instant?
    let revokedAt: Instant?
    /// Who invites; nil when the house itself does.
    let inviter: PersonName?

    /// Wording key of why it lets nobody in; nil while it does.
    func closed(at now: Instant) -> StaticString? {
        if revokedAt != nil { return "signIn.invitation.unknown" }
        if usedAt != nil { return "signIn.invitation.used" }
        return expiresAt <= now ? "signIn.invitation.expired" : nil
    }
}

/// How the invited one proves who they are.
enum InvitationProof: Sendable {
    /// The link is proof enough: the address has no account yet.
    case newAccount
    /// Somebody has an account with this address, and its password says that it is them.
    case password
    /// The account has no password: they sign in by a mailed code first.
    case signInFirst
    /// Signed in as the invited one.
    case session
    /// Signed in as somebody else.
    case other
}

/// What the invited one says to join.
struct Acceptance: Sendable {
    let invitation: OpenedInvitation
    /// The account that the address has already.
    let known: Credential?
    let proof: InvitationProof
    var token: String
    var name: String
    var password = ""
}

/// The token of an invitation, as it was typed or pasted.
struct InvitationLink: Sendable {
    var token = ""

    /// Those without scripts may paste the whole link.
    var received: Token? {
        let last = token.split(separator: "#").last.map(String.init) ?? token
        return Token(received: last.filter { !$0.isWhitespace })
    }
}

/// With the token in the address, a script fills it in and shows a sentence in the field's place.
let linkFields = FieldList<InvitationLink>(
    Field(
        "token",
        "signIn.invitation.token",
        Field.Parts(
            read: { entry, value in value.token = entry.secret("token") },
            pairs: { value in [Form.Pair("token", value.token)] },
            write: { h, entry in
                let words = entry.words
                h.p(words("signIn.invitation.open.lead"), .data("with-token", ""), .hidden())
                h.div(.data("without-token", "")) { h in
                    h.textField(
                        "token",
                        label: words("signIn.invitation.token"),
                        value: entry.typed("token"),
                        help: words("signIn.invitation.token.help"),
                        problem: entry.problems["token"],
                        charactersMax: 400
                    )
                }
            },
            text: { _, _ in "" }
        )
    )
)

func acceptanceFields(_ acceptance: Acceptance) -> FieldList<Acceptance> {
    switch acceptance.proof {
    case .newAccount:
        FieldList(
            .hidden("token", \.token),
            .name("name", \.name, "account.name", help: "account.name.help", autocomplete: "name"),
            .newPassword(
                \.password,
                "signIn.invitation.password",
                of: acceptance.invitation.email
            )
        )
    case .password:
        FieldList(
            .hidden("token", \.token),
            .password("password", \.password, "signIn.password")
        )
    case .session, .signInFirst, .other: FieldList(.hidden("token", \.token))
    }
}
