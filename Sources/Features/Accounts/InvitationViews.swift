import Base
import HTML
import Interface
import Routing
import Wording

/// The page behind a mailed link: it only takes the code over, and nothing happens before somebody sends it.
func invitationLinkPage(
    _ visit: Visit,
    _ entry: FormEntry,
    _ space: KnownSpace,
    status: Int = 200
) -> Reply {
    let words = visit.words
    return visit.letter(words("signIn.invitation.title"), status: status) { h in
        h.pageHead(
            words("signIn.invitation.head", ["space": space.name(words.language)])
        )
        h.errorSummary(entry.problems, words)
        h.form(action: visit.here("/invitation"), once: visit.once, isGuarded: false) { h in
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
            h.buttons { h in h.mainButton(words("signIn.invitation.open")) }
        }
        if !entry.isSound { h.p { h in h.a(words("house.signIn"), .href("/sign-in")) } }
    }
}

func invitationPage(
    _ visit: Visit,
    _ entry: FormEntry,
    _ space: KnownSpace,
    _ invitation: Invitation,
    _ proof: InvitationProof,
    token: String,
    status: Int
) -> Reply {
    let words = visit.words
    let name = space.name(words.language)
    return visit.letter(words("signIn.invitation.title"), status: status) { h in
        h.pageHead(words("signIn.invitation.head", ["space": name]))
        h.errorSummary(entry.problems, words)
        h.facts { h in
            h.fact(words("signIn.invitation.by"), invitation.inviter ?? name)
            h.fact(
                words("signIn.invitation.roles"),
                invitation.roles.map { words.dynamic("role.\($0)") }.joined(separator: ", "),
                more: invitation.rolesEndOn.map {
                    words("signIn.invitation.until", ["day": words.date($0)])
                } ?? ""
            )
            h.fact(words("signIn.email"), invitation.email)
        }
        switch proof {
        case .signInFirst:
            h.p(words("signIn.invitation.sign-in-first"))
            h.buttons { h in h.mainButton(words("house.signIn"), to: "/sign-in") }
        case .other:
            h.p(
                words(
                    "signIn.invitation.other",
                    ["email": visit.visitor.account?.email ?? ""]
                )
            )
            h.act(action: "/sign-out", once: visit.once) { h in
                h.submitButton(words("interface.signOut"))
            }
        case .newAccount, .password, .session:
            acceptance(&h, visit, entry, proof, invitation.email, token: token)
        }
    }
}

private func acceptance(
    _ h: inout HTML,
    _ visit: Visit,
    _ entry: FormEntry,
    _ proof: InvitationProof,
    _ email: String,
    token: String
) {
    let words = visit.words
    h.form(action: visit.here("/invitation/acceptance"), once: visit.once, isGuarded: false) { h in
        h.hiddenField("token", token)
        if proof != .session { h.passwordOwner(email) }
        switch proof {
        case .newAccount:
            h.p(words("signIn.invitation.new"))
            h.nameField(entry, words)
            h.newPasswordField(entry, words, label: words("signIn.invitation.password"))
        case .password:
            h.p(words("signIn.invitation.known"))
            h.passwordField(
                "password",
                label: words("signIn.password"),
                problem: entry.problems["password"]
            )
        default:
            h.p(words("signIn.invitation.session"))
        }
        h.buttons { h in h.mainButton(words("signIn.invitation.join")) }
    }
    if proof == .password {
        h.p { h in h.a(words("signIn.forgotten"), .href("/password/forgotten")) }
    }
}
