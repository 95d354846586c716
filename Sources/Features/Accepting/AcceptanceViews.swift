import Access
import Base
import HTML
import Interface
import Routing
import Wording

func linkContent(_ h: inout HTML, _ form: FormView, _ words: Words) {
    h.form(form, isGuarded: false)
    if !form.entry.isSound { h.p { h in h.a(words("house.signIn"), .href("/sign-in")) } }
}

func acceptanceContent(
    _ h: inout HTML,
    _ form: FormView,
    _ acceptance: Acceptance,
    in space: String,
    signedInAs email: String,
    signOut once: String,
    _ words: Words
) {
    let invitation = acceptance.invitation
    h.facts { h in
        h.fact(words("signIn.invitation.by"), Sentence([invitation.inviter ?? .unlisted(space)]))
        h.fact(
            words("signIn.invitation.roles"),
            invitation.roles.map { words.dynamic("role.\($0.rawValue)") }.joined(separator: ", "),
            more: invitation.rolesEndOn.map {
                words("signIn.invitation.until", ["day": words.date($0)])
            } ?? ""
        )
        h.fact(words("signIn.email"), invitation.email)
    }
    let lead: StaticString
    switch acceptance.proof {
    case .signInFirst:
        h.p(words("signIn.invitation.sign-in-first"))
        h.buttons { h in h.mainButton(words("house.signIn"), to: "/sign-in") }
        return
    case .other:
        h.p { h in h.bdi(words("signIn.invitation.other", ["email": email])) }
        h.act(action: "/sign-out", once: once) { h in
            h.submitButton(words("interface.signOut"))
        }
        return
    case .newAccount: lead = "signIn.invitation.new"
    case .password: lead = "signIn.invitation.known"
    case .session: lead = "signIn.invitation.session"
    }
    h.p(words(lead))
    h.form(form, isGuarded: false) { h in
        if acceptance.proof != .session { h.passwordOwner(invitation.email) }
    }
    if acceptance.proof == .password {
        h.p { h in h.a(words("signIn.forgotten"), .href("/password/forgotten")) }
    }
}
