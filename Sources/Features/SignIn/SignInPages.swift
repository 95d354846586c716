import Access
import Audit
import Base
import HTTP
import Routing
import Store
import Wording

@Sendable func showFront(_ visit: Visit) throws(Failure) -> Reply {
    guard visit.visitor.account == nil else { return .redirect(to: landing(visit.visitor)) }
    let spaces = try visit.readAccount { (db) throws(Failure) in try db.all(.openSpaces) }
    return frontPage(visit, spaces)
}

@Sendable func showAccessibility(_ visit: Visit) throws(Failure) -> Reply {
    let spaces = try visit.readAccount { (db) throws(Failure) in try db.all(.openSpaces) }
    return accessibilityPage(visit, spaces)
}

@Sendable func showSignIn(_ visit: Visit) throws(Failure) -> Looked {
    guard visit.visitor.account == nil else {
        let next = LocalPath(visit.request.query["next"])
        return .elsewhere(next?.text ?? landing(visit.visitor))
    }
    return try visit.show(account: signInPage)
}

@Sendable func signInWithPassword(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(within: Limits.shortAnswerSeconds, account: signInPage) {
        (db, _, new, _) throws(Failure) in
        // Whoever leaves the password empty asks for a code, as the page says.
        guard !new.password.isEmpty else { return try mailSignInCode(visit, new, db) }
        switch try visit.tryPassword(new.password, of: new.email, db) {
        case .right(let known):
            let next = LocalPath(new.next)?.text ?? "/"
            return try visit.signIn(known, by: "password", to: next, db)
        case .wrong(let known):
            return try refused(
                visit,
                known,
                .again("password", visit.words("signIn.problem.wrong")),
                db
            )
        case .wait(let seconds): throw .refused(.tooMany(retrySeconds: seconds))
        }
    }
}

@Sendable func signOut(_ visit: Visit) throws(Failure) -> Reply {
    if let account = visit.visitor.account {
        try visit.account { (db) throws(Failure) in
            _ = try db.one(.sessionEnd, account.id, account.session, ID<Session>?.none)
            let spaces = try db.all(.places, account.id)
            return AccountAudited((), Entry(.accountSignedOut, of: Object(account.id)), in: spaces)
        }
    }
    var response = Response.redirect(to: visit.after("/", did: "signIn.done.out"))
    response.setCookie(visit.site.endedSessionCookie)
    return .response(response)
}

func signInPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<PasswordEntry> {
    let words = visit.words
    let next = LocalPath(visit.request.query["next"])?.text ?? ""
    let spaces = try db.all(.openSpaces)
    return FormPage(
        words("house.signIn"),
        lead: visit.hasKeptForm ? words("signIn.kept") : words("signIn.lead"),
        passwordEntryFields,
        PasswordEntry(next: next),
        isNew: true,
        action: "/sign-in",
        save: words("house.signIn"),
        shape: .letter
    ) { h, form in
        signInContent(&h, form, words)
        openCourses(&h, spaces, words)
        if visit.site.isDemo { demoSignIns(&h, visit) }
    }
}

extension AccountStatement where Result == OpenSpace {
    static let openSpaces = AccountStatement(
        "select slug, kind, name_fi, name_sv, name_en, takes_enquiries, stories from accounts.open_spaces()",
        OpenSpace.init,
        "slug",
        "kind",
        "name_fi",
        "name_sv",
        "name_en",
        "takes_enquiries",
        "stories"
    )
}

/// What a proof that failed comes to; the logs of the account's spaces hear of it, or the installation's.
func refused(
    _ visit: Visit,
    _ known: Credential?,
    _ outcome: Outcome,
    _ db: borrowing AccountTransaction
) throws(Failure) -> AccountAudited<Outcome> {
    guard let known else { return visit.unknownSignIn(outcome) }
    return AccountAudited(
        outcome,
        Credential.refused(known),
        in: try db.all(.places, known.account)
    )
}

/// Where somebody who is signed in belongs.
private func landing(_ visitor: Visitor) -> String {
    if visitor.places.count == 1, let place = visitor.places.first, !visitor.actor.isOperator {
        return "/\(place.space.slug)/today"
    }
    return visitor.places.isEmpty && visitor.actor.isOperator ? "/operator" : "/spaces"
}
