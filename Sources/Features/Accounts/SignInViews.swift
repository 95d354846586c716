import Base
import HTML
import Interface
import Routing
import Wording

func signInPage(
    _ visit: Visit,
    _ entry: FormEntry,
    next: LocalPath?,
    status: Int = 200
) -> Reply {
    let words = visit.words
    return visit.letter(words("house.signIn"), status: status) { h in
        let lead = visit.hasKeptForm ? words("signIn.kept") : words("signIn.lead")
        h.pageHead(words("house.signIn"), lead: lead)
        h.errorSummary(entry.problems, words)
        h.form(action: "/sign-in", once: visit.once, isGuarded: false) { h in
            if let next { h.hiddenField("next", next.text) }
            h.addressField(entry, words)
            h.passwordField(
                "password",
                label: words("signIn.password"),
                help: words("signIn.password.help"),
                problem: entry.problems["password"],
                isRequired: false
            )
            h.buttons { h in
                h.mainButton(words("house.signIn"))
                h.button(
                    words("signIn.code.send"),
                    .class("button"),
                    .type("submit"),
                    .formAction("/sign-in/codes")
                )
            }
        }
        h.p { h in h.a(words("signIn.forgotten"), .href("/password/forgotten")) }
        if visit.site.isDemo { demoSignIns(&h, visit) }
    }
}

/// The page that asks for the code of a mail to sign in.
func codePage(
    _ visit: Visit,
    _ entry: FormEntry,
    sentTo email: String,
    next: LocalPath?
) -> Reply {
    let words = visit.words
    return visit.letter(words("signIn.code.title")) { h in
        h.pageHead(words("signIn.code.title"))
        h.errorSummary(entry.problems, words)
        h.p(words("signIn.code.sent", ["email": email]))
        h.form(action: "/sign-in/code", once: visit.once, isGuarded: false) { h in
            if let next { h.hiddenField("next", next.text) }
            h.mailedCodeField(entry, words)
            h.buttons { h in h.mainButton(words("house.signIn")) }
        }
        h.act(action: "/sign-in/codes", once: visit.once) { h in
            h.hiddenField("email", email)
            if let next { h.hiddenField("next", next.text) }
            h.quietButton(words("signIn.code.again"))
        }
        h.p { h in h.a(words("signIn.other-way"), .href("/sign-in")) }
    }
}

func forgottenPage(_ visit: Visit, _ entry: FormEntry, status: Int = 200) -> Reply {
    let words = visit.words
    // Who is signed in may have no password to forget.
    let title =
        visit.visitor.account == nil
        ? words("signIn.forgotten.title") : words("account.password.by-mail")
    return visit.letter(title, status: status) { h in
        h.pageHead(title, lead: words("signIn.forgotten.lead"))
        h.errorSummary(entry.problems, words)
        h.form(action: "/password/forgotten", once: visit.once, isGuarded: false) { h in
            h.addressField(entry, words)
            h.buttons { h in
                h.mainButton(words("signIn.forgotten.send"))
                h.quietButton(
                    words("house.back"),
                    to: visit.visitor.account == nil ? "/sign-in" : "/account"
                )
            }
        }
    }
}

func newPasswordPage(
    _ visit: Visit,
    _ entry: FormEntry,
    sentTo email: String,
    status: Int = 200
) -> Reply {
    let words = visit.words
    return visit.letter(words("signIn.new.title"), status: status) { h in
        h.pageHead(words("signIn.new.title"))
        h.errorSummary(entry.problems, words)
        h.p(words("signIn.code.sent", ["email": email]))
        h.form(action: "/password/new", once: visit.once, isGuarded: false) { h in
            h.passwordOwner(email)
            h.mailedCodeField(entry, words)
            h.newPasswordField(entry, words)
            h.p(words("signIn.new.consequence"), .class("soft"))
            h.buttons { h in h.mainButton(words("signIn.new.save")) }
        }
        h.p { h in h.a(words("signIn.new.again"), .href("/password/forgotten")) }
    }
}
