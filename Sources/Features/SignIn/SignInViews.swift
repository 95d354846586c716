import HTML
import Interface
import Routing
import Wording

func signInContent(_ h: inout HTML, _ form: FormView, _ words: Words) {
    h.form(form, isGuarded: false) { _ in
    } buttons: { h in
        h.button(
            words("signIn.code.send"),
            .class("button"),
            .type("submit"),
            .formAction("/sign-in/codes")
        )
    }
    h.p { h in h.a(words("signIn.forgotten"), .href("/password/forgotten")) }
}

/// Asks for the code of a mail to sign in.
func codeContent(
    _ h: inout HTML,
    _ form: FormView,
    sentTo email: String,
    again once: String,
    _ words: Words
) {
    h.p { h in h.bdi(words("signIn.code.sent", ["email": email])) }
    h.form(form, isGuarded: false)
    h.act(action: "/sign-in/codes", once: once) { h in
        h.hiddenField("email", email)
        let next = form.entry.typed("next")
        if !next.isEmpty { h.hiddenField("next", next) }
        h.quietButton(words("signIn.code.again"))
    }
    h.p { h in h.a(words("signIn.other-way"), .href("/sign-in")) }
}

func newPasswordContent(
    _ h: inout HTML,
    _ form: FormView,
    sentTo email: String,
    _ words: Words
) {
    h.p { h in h.bdi(words("signIn.code.sent", ["email": email])) }
    h.form(form, isGuarded: false) { h in
        h.passwordOwner(email)
        h.p(words("signIn.new.consequence"), .class("soft"))
    }
    h.p { h in h.a(words("signIn.new.again"), .href("/password/forgotten")) }
}
