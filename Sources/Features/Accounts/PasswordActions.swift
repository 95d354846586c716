import Interface
import Audit
import Base
import Crypto
import HTTP
import Routing
import Store
import Wording

@Sendable func showForgotten(_ visit: Visit) throws(Failure) -> Reply {
    var form = Form()
    if let email = visit.visitor.account?.email { form.set("email", email) }
    return forgottenPage(visit, FormEntry(form, visit.words))
}

@Sendable func sendPasswordCode(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    let email = entry.email("email")
    guard entry.isSound else { return forgottenPage(visit, entry, status: 422) }
    switch try sendCode(.password, to: email, visit) {
    case .sent(let cookie):
        var response = Response.redirect(to: "/password/new")
        response.setCookie(cookie.cookie(visit.site, .password))
        return .response(response)
    case .wait(let seconds):
        entry.problem("email", visit.words.count("error.429.wait", seconds))
        return waiting(forgottenPage(visit, entry, status: 429), seconds)
    }
}

@Sendable func showNewPassword(_ visit: Visit) throws(Failure) -> Reply {
    guard let cookie = CodeCookie(visit, .password) else {
        return .redirect(to: "/password/forgotten")
    }
    return newPasswordPage(visit, FormEntry(Form(), visit.words), sentTo: cookie.email)
}

@Sendable func setNewPassword(_ visit: Visit) throws(Failure) -> Reply {
    var entry = try FormEntry(visit)
    guard let cookie = CodeCookie(visit, .password) else {
        entry.problem("email", visit.words("signIn.problem.spent"))
        return forgottenPage(visit, entry, status: 422)
    }
    // A password that will not do spends neither a try nor the code.
    let code = typedCode(&entry, visit.words)
    let password = chosenPassword(&entry, email: cookie.email, visit.words)
    guard let code, let password else {
        return newPasswordPage(visit, entry, sentTo: cookie.email, status: 422)
    }
    let known: Credential? = try visit.account { (db) throws(Failure) in
        let (trial, known) = try tryCode(code, .password, cookie, db)
        let spaces = try db.all(.places, known?.account ?? ID<Account>())
        guard trial == .right, let known else {
            sayWrong(trial, &entry, visit.words)
            return AccountAudited(nil, refusedSignIn(known), in: spaces)
        }
        try db.run(.passwordSet, known.account, try Password.hash(password))
        _ = try db.one(.sessionEnd, known.account, ID<Session>?.none, ID<Session>?.none)
        return AccountAudited(
            known,
            Entry(.accountPasswordChanged, of: Object(known.account)),
            in: spaces,
            account: (known.account, known.name)
        )
    }
    guard let known else {
        return newPasswordPage(visit, entry, sentTo: cookie.email, status: 422)
    }
    let token = try openSession(known, "code", visit)
    return without(.password, visit, signedIn(visit, token, to: nil))
}

/// The password that was chosen, or nil with the problem said.
func chosenPassword(
    _ entry: inout FormEntry,
    email: String,
    _ words: Words
) -> String? {
    let password = entry.typed("new_password")
    guard let problem = NewPassword.problem(password, email: email) else { return password }
    switch problem {
    case .short where password.isEmpty:
        entry.problem("new_password", words("form.problem.required"))
    case .short:
        entry.problem(
            "new_password",
            words("signIn.problem.short", ["least": String(Limits.passwordCharactersMin)])
        )
    case .long:
        entry.problem(
            "new_password",
            words("signIn.problem.long", ["most": String(Limits.passwordCharactersMax)])
        )
    case .common: entry.problem("new_password", words("signIn.problem.common"))
    case .address: entry.problem("new_password", words("signIn.problem.address"))
    }
    return nil
}
