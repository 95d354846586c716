import Access
import Audit
import Base
import Crypto
import HTML
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showForm(_ visit: Visit) throws(Failure) -> Reply {
    let course = try openCourse(visit)
    guard let account = visit.visitor.account else {
        let form = ApplyingForm(
            course: course,
            applicant: Applicant(language: visit.words.language)
        )
        return bound(formPage(visit, form), to: try browser(visit), visit)
    }
    // A name in one field is the given names and, last, the family name.
    let words = account.name.split(separator: " ").map(String.init)
    let typed = Applicant(
        givenName: words.dropLast().joined(separator: " "),
        familyName: words.last ?? "",
        email: account.email,
        language: account.language
    )
    return formPage(visit, ApplyingForm(course: course, applicant: typed, isSignedIn: true))
}

@Sendable func sendForm(_ visit: Visit) throws(Failure) -> Reply {
    let course = try openCourse(visit)
    let isSignedIn = visit.visitor.account != nil
    var entry = try FormEntry(visit)
    let applicant = readApplicant(&entry, visit)
    var form = ApplyingForm(
        course: course,
        applicant: typedApplicant(entry, visit),
        problems: entry.problems,
        isSignedIn: isSignedIn,
        once: entry.typed("once")
    )
    if entry.isTicked("turn") {
        form.problems = Problems()
        return formPage(visit, form, isAnswer: true)
    }
    guard entry.isSound else { return formPage(visit, form, status: 422) }
    if isSignedIn { return try apply(visit, course.facts, applicant) }

    let browser = try browser(visit)
    let seconds = try mailCode(visit, course.facts, applicant, browser)
    guard seconds == 0 else {
        form.problems.add("email", visit.words.count("application.problem.wait", seconds))
        return bound(formPage(visit, form, status: 429), to: browser, visit)
    }
    return bound(codePage(visit, course.facts, applicant), to: browser, visit)
}

@Sendable func confirmAddress(_ visit: Visit) throws(Failure) -> Reply {
    let course = try openCourse(visit)
    var entry = try FormEntry(visit)
    let applicant = readApplicant(&entry, visit)
    guard entry.isSound else {
        let form = ApplyingForm(
            course: course,
            applicant: typedApplicant(entry, visit),
            problems: entry.problems,
            isSignedIn: visit.visitor.account != nil
        )
        return formPage(visit, form, status: 422)
    }
    if entry.isTicked("turn") { return codePage(visit, course.facts, applicant) }
    // Who has just come in by the same form sends it a second time.
    if visit.visitor.account != nil { return try apply(visit, course.facts, applicant) }

    let code = String(
        decoding: entry.typed("code").utf8.filter { (48...57).contains($0) },
        as: UTF8.self
    )
    guard code.utf8.count == 8 else {
        return codePage(
            visit,
            course.facts,
            applicant,
            problem: visit.words("application.code.eight")
        )
    }
    let keys = ["application.try:\(network(of: visit.request.peer))"]
    let wait = try visit.read { (db) throws(Failure) in
        try db.account(.throttleWait, keys).first ?? 0
    }
    guard wait == 0 else {
        return codePage(
            visit,
            course.facts,
            applicant,
            status: 429,
            problem: visit.words.count("application.problem.wait", wait)
        )
    }
    return try enter(visit, course.facts, applicant, code: code, throttled: keys)
}

/// Tries the code and, when it is right, does everything that follows from it in the same transaction.
private func enter(
    _ visit: Visit,
    _ course: CourseFacts,
    _ applicant: Applicant,
    code: String,
    throttled keys: [String]
) throws(Failure) -> Reply {
    let browser = try browser(visit)
    let token = try Token()
    let form = visit.here("/courses/\(course.id)/application")
    var outcome: String?
    var account: (id: ID<Account>, name: String)?
    let reply = try visit.act { (db) throws(Failure) in
        let tried =
            try db.account(
                .tryCode,
                applicant.email,
                Bytes(sha256(code)),
                Bytes(browser.hash),
                Limits.mailedCodeTriesMax
            ).first ?? "spent"
        outcome = tried
        guard tried == "right" else {
            _ = try db.account(.countThrottle, keys, Limits.mailedCodeTriesMax * 2)
            return Audited(form, Entry(.accountSignInRefused, outcome: .refused))
        }
        let ensured = try db.account(
            .ensureAccount,
            ID<Account>(),
            applicant.email,
            applicant.name,
            applicant.language
        )
        guard let known = ensured.first else { throw .broken(Fault("an account was not made")) }
        // The log names the account as it is called, whatever was typed now.
        let name = try db.account(.accountName, applicant.email).first ?? applicant.name
        account = (known, name)
        let agent = visit.request.fields.first("user-agent") ?? ""
        _ = try db.account(
            .startSession,
            ID<Session>(),
            known,
            Bytes(token.hash),
            agent,
            visit.request.peer
        )
        let joined = try join(db, visit, known, applicant, to: course)
        return Audited(
            joined.path,
            Entry(.accountSignedIn, of: Object(known)),
            also: joined.entries,
            account: account
        )
    }
    if let outcome, outcome != "right" {
        let problem = outcome == "wrong" ? "application.code.wrong" : "application.code.spent"
        return codePage(visit, course, applicant, problem: visit.words.dynamic(problem))
    }
    guard case .redirect(let path) = reply, let account else { return reply }
    try tellOtherPlaces(visit, account)
    var response = Response.redirect(to: path)
    response.setCookie(visit.site.sessionCookie(token: token.text))
    response.setCookie(browserCookie(visit, "", seconds: 0))
    return .response(response)
}

/// Somebody signed in applies: their address is proven already.
private func apply(
    _ visit: Visit,
    _ course: CourseFacts,
    _ applicant: Applicant
) throws(Failure) -> Reply {
    guard let account = visit.visitor.account?.id else { throw .refused(.signInNeeded) }
    if let person = visit.visitor.actor.person {
        let known = try visit.read { (db) throws(Failure) in
            try db.oneIfAny(.liveApplicationOf, course.id, person)
        }
        if let known { return .redirect(to: visit.here("/applications/\(known)")) }
    }
    return try visit.act { (db) throws(Failure) in
        let joined = try join(db, visit, account, applicant, to: course)
        guard let first = joined.entries.first else {
            throw .refused(.conflict(why: "error.conflict.already"))
        }
        return Audited(joined.path, first, also: Array(joined.entries.dropFirst()))
    }
}

/// A sign-in is heard of in every space of the account; this one's log has it already.
private func tellOtherPlaces(
    _ visit: Visit,
    _ account: (id: ID<Account>, name: String)
) throws(Failure) {
    let here = try visit.space.id
    try visit.account { (db) throws(Failure) in
        let others = try db.all(.placesOf, account.id).filter { $0 != here }
        return AccountAudited(
            (),
            Entry(.accountSignedIn, of: Object(account.id)),
            in: others,
            account: account
        )
    }
}

// MARK: The code

/// Mails a code, unless too many were asked for: then the seconds to wait.
private func mailCode(
    _ visit: Visit,
    _ course: CourseFacts,
    _ applicant: Applicant,
    _ browser: Token
) throws(Failure) -> Int {
    let address = ["application.address:\(applicant.email)"]
    let network = ["application.network:\(network(of: visit.request.peer))"]
    let code = try mailedCode()
    let words = visit.site.catalogue.words(applicant.language)
    let mail = codeMail(applicant, code, course.name, try visit.space.name(words.language), words)
    return try visit.account { (db) throws(Failure) in
        let wait = try db.one(.throttleWait, address + network)
        if wait == 0 {
            try db.run(.countThrottle, address, 3)
            try db.run(.countThrottle, network, 20)
            try db.run(
                .makeCode,
                applicant.email,
                Bytes(sha256(code)),
                Bytes(browser.hash),
                Limits.mailedCodeSeconds
            )
            try db.run(
                .addAccountMail,
                ID<Mail>(),
                mail.recipient,
                mail.subject,
                mail.body,
                mail.language
            )
        }
        // Nothing has happened in any space yet: no log hears of it.
        return AccountAudited(wait, Entry(.applicationMade), in: [])
    }
}

/// The secret that ties a code to the browser that asked for it.
private func browser(_ visit: Visit) throws(Failure) -> Token {
    if let kept = Token(received: visit.request.cookie(browserCookieName(visit)) ?? "") {
        return kept
    }
    return try Token()
}

private func browserCookieName(_ visit: Visit) -> String {
    visit.site.isSecure ? "__Host-vakka-application" : "vakka-application"
}

private func browserCookie(_ visit: Visit, _ value: String, seconds: Int) -> Cookie {
    Cookie(browserCookieName(visit), value, maxAge: seconds, secure: visit.site.isSecure)
}

/// The page with the browser's secret.
private func bound(_ reply: Reply, to browser: Token, _ visit: Visit) -> Reply {
    guard case .page(let status, let bytes) = reply else { return reply }
    var response = Response(status: status, contentType: "text/html; charset=utf-8", body: bytes)
    response.setCookie(browserCookie(visit, browser.text, seconds: 3600))
    return .response(response)
}

// MARK: Reading

private func openCourse(_ visit: Visit) throws(Failure) -> OpenCourse {
    let id: ID<Course> = try visit.id()
    let (facts, afternoons) = try visit.read { (db) throws(Failure) in
        try db.together(.one(.openCourse, id), .all(.afternoons, id))
    }
    return OpenCourse(facts: facts, afternoons: afternoons)
}

private func formPage(
    _ visit: Visit,
    _ form: ApplyingForm,
    status: Int = 200,
    isAnswer: Bool = false
) -> Reply {
    var form = form
    if form.once.isEmpty { form.once = visit.once }
    let path = visit.here("/courses/\(form.course.facts.id)/application")
    let turned = status == 200 && !isAnswer ? nil : path
    return letter(visit, visit.words("application.form.title"), status, turnedAt: turned) { h in
        applyingPage(&h, form, action: path, visit.words)
    }
}

private func codePage(
    _ visit: Visit,
    _ course: CourseFacts,
    _ applicant: Applicant,
    status: Int = 422,
    problem: String
) -> Reply {
    codePage(visit, course, applicant, status: status, problems: Problems([("code", problem)]))
}

private func codePage(
    _ visit: Visit,
    _ course: CourseFacts,
    _ applicant: Applicant,
    status: Int = 200,
    problems: Problems = Problems()
) -> Reply {
    let path = visit.here("/courses/\(course.id)/application")
    return letter(
        visit,
        visit.words("application.code.title"),
        status,
        turnedAt: path + "/confirmation"
    ) { h in
        confirmationPage(
            &h,
            applicant,
            course,
            problems,
            once: (visit.once, visit.once),
            action: path,
            visit.words
        )
    }
}

/// A letter that, where it answers a form, turns to another language by sending the form again.
private func letter(
    _ visit: Visit,
    _ title: String,
    _ status: Int,
    turnedAt action: String?,
    content: (inout HTML) -> Void
) -> Reply {
    var frame = visit.frame
    frame.languageForm = action.map { LanguageForm(id: "apply", action: $0) }
    return .page(status: status, letterPage(title: title, frame: frame, content: content))
}
