import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Wording

// MARK: Signing in by a mailed code

@Sendable func sendSignInCode(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(within: Limits.shortAnswerSeconds, account: signInPage) {
        (db, _, new, _) throws(Failure) in
        try mailSignInCode(visit, new, db)
    }
}

/// Mails a code for signing in, and leads on to the page that asks for it.
func mailSignInCode(
    _ visit: Visit,
    _ new: PasswordEntry,
    _ db: borrowing AccountTransaction
) throws(Failure) -> AccountAudited<Outcome> {
    try mailCode("sign-in", to: new.email, codePath(LocalPath(new.next)), visit, db)
}

@Sendable func showCode(_ visit: Visit) throws(Failure) -> Looked {
    guard MailedCode(for: "sign-in", askedBy: visit) != nil else { return .elsewhere("/sign-in") }
    let mistake = CodeMistake(rawValue: visit.request.query["tried"])
    return try visit.show(
        account: codePage,
        problems: Problems(mistake.map { [("code", visit.words($0.sentence))] } ?? [])
    )
}

@Sendable func signInWithCode(_ visit: Visit) throws(Failure) -> Looked {
    guard let mailed = MailedCode(for: "sign-in", askedBy: visit) else {
        return try showSpent(visit, signInPage)
    }
    return try visit.submit(account: codePage) { (db, _, new, _) throws(Failure) in
        // A page of its own says what is wrong: it can be loaded again, and led back to, without sending the code again.
        let next = LocalPath(new.next)
        func led(_ mistake: CodeMistake) -> Outcome {
            .answered(FormAnswer(to: codePath(next, after: mistake)))
        }
        guard !new.code.isEmpty else { return .unlogged(led(.unreadable)) }
        let trial = try mailed.tried(new.code, db)
        let known = try db.all(.credential, mailed.email).first
        guard trial == .right, let known else {
            return try refused(visit, known, led(trial == .spent ? .spent : .wrong), db)
        }
        return try visit.signIn(
            known,
            by: "code",
            to: next?.text ?? "/",
            gives: [mailed.endedCookie(visit.site)],
            db
        )
    }
}

private func codePage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<CodeEntry> {
    let words = visit.words
    let email = MailedCode(for: "sign-in", askedBy: visit)?.email ?? ""
    let next = LocalPath(visit.request.query["next"])?.text ?? ""
    let again = visit.once
    return FormPage(
        words("signIn.code.title"),
        codeEntryFields,
        CodeEntry(next: next),
        isNew: true,
        action: "/sign-in/code",
        save: words("house.signIn"),
        shape: .letter
    ) { h, form in
        codeContent(&h, form, sentTo: email, again: again, words)
    }
}

/// What was wrong with a code, as the address of the page that asks again tells it.
private enum CodeMistake: String {
    case unreadable
    case wrong
    case spent

    var sentence: StaticString {
        switch self {
        case .unreadable: "form.problem.code"
        case .wrong: "signIn.problem.code"
        case .spent: "signIn.problem.spent"
        }
    }
}

private func codePath(_ next: LocalPath?, after mistake: CodeMistake? = nil) -> String {
    let query = [
        next.map { "next=\(percentEncoded($0.text))" }, mistake.map { "tried=\($0.rawValue)" },
    ].compactMap(\.self)
    return query.isEmpty ? "/sign-in/code" : "/sign-in/code?\(query.joined(separator: "&"))"
}

// MARK: A new password by a mailed code

@Sendable func showForgotten(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(account: forgottenPage)
}

@Sendable func sendPasswordCode(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(within: Limits.shortAnswerSeconds, account: forgottenPage) {
        (db, _, new, _) throws(Failure) in
        try mailCode("password", to: new.email, "/password/new", visit, db)
    }
}

@Sendable func showNewPassword(_ visit: Visit) throws(Failure) -> Looked {
    guard MailedCode(for: "password", askedBy: visit) != nil else {
        return .elsewhere("/password/forgotten")
    }
    return try visit.show(account: newPasswordPage)
}

@Sendable func setNewPassword(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    guard let mailed = MailedCode(for: "password", askedBy: visit) else {
        return try showSpent(visit, forgottenPage)
    }
    // A password that will not do spends neither a try nor the code.
    return try visit.submit(account: newPasswordPage) { (db, _, new, _) throws(Failure) in
        let trial = try mailed.tried(new.code, db)
        let known = try db.all(.credential, mailed.email).first
        guard trial == .right, let known else {
            let sentence =
                trial == .spent ? words("signIn.problem.spent") : words("signIn.problem.code")
            return try refused(visit, known, .again("code", sentence), db)
        }
        try db.run(.passwordSet, known.account, try Password.hash(new.password))
        _ = try db.one(.sessionEnd, known.account, ID<Session>?.none, ID<Session>?.none)
        return try visit.signIn(
            known,
            by: "code",
            to: "/",
            gives: [mailed.endedCookie(visit.site)],
            after: [Entry(.accountPasswordChanged, of: Object(known.account))],
            db
        )
    }
}

private func forgottenPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<PasswordEntry> {
    let words = visit.words
    // Who is signed in may have no password to forget.
    let me = visit.visitor.account
    let title = me == nil ? words("signIn.forgotten.title") : words("account.password.by-mail")
    return FormPage(
        title,
        lead: words("signIn.forgotten.lead"),
        forgottenFields,
        PasswordEntry(email: me?.email ?? ""),
        isNew: true,
        action: "/password/forgotten",
        save: words("signIn.forgotten.send"),
        back: me == nil ? "/sign-in" : "/account",
        shape: .letter
    ) { h, form in
        h.form(form, isGuarded: false)
    }
}

private func newPasswordPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<NewPasswordEntry> {
    let words = visit.words
    let email = MailedCode(for: "password", askedBy: visit)?.email ?? ""
    return FormPage(
        words("signIn.new.title"),
        newPasswordFields(of: email),
        NewPasswordEntry(),
        isNew: true,
        action: "/password/new",
        save: words("signIn.new.save"),
        shape: .letter
    ) { h, form in
        newPasswordContent(&h, form, sentTo: email, words)
    }
}

// MARK: Both

/// The page where a code is asked for, for a browser that has none.
private func showSpent<Value>(
    _ visit: Visit,
    _ load: Visit.AccountFormLoad<Value>
) throws(Failure) -> Looked {
    // Sent twice, it is the sender's own doing that the code is used.
    if let earlier = try visit.earlierAnswer() { return .answered(earlier) }
    var typed = try FormEntry(visit)
    typed.problem("email", visit.words("signIn.problem.spent"))
    return try visit.show(try visit.page(account: load), as: typed)
}

/// Makes a code for this browser, and mails it when the address has an account: the answer is the same either way.
private func mailCode(
    _ purpose: StaticString,
    to email: String,
    _ path: String,
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> AccountAudited<Outcome> {
    let mailed = try MailedCode(for: purpose, to: email)
    switch try mailed.make(.code(email, visit), visit, db) {
    case .wait(let seconds): throw .refused(.tooMany(retrySeconds: seconds))
    case .mail(let code):
        let words = visit.words
        let body = [
            words.dynamic("signIn.mail.\(purpose).code", ["code": code]),
            words("signIn.mail.minutes", ["minutes": String(Limits.mailedCodeSeconds / 60)]),
            words.dynamic("signIn.mail.\(purpose).not-you"),
            words("house.name") + "\n" + visit.site.origin,
        ]
        try db.run(
            .mailToAccount,
            ID<Mail>(),
            email,
            words.dynamic("signIn.mail.\(purpose).subject"),
            body.joined(separator: "\n\n"),
            words.language
        )
        return .unlogged(
            .answered(FormAnswer(to: path, cookies: [mailed.cookie(visit.site)]))
        )
    }
}

extension AccountStatement where Result == Void {
    /// A mail for the account of the address; for an address without one, the same statement sends nothing.
    fileprivate static let mailToAccount = AccountStatement(
        "select accounts.mail_add($1, $2, $3, $4, $5) from accounts.credential($2)"
    )
}
