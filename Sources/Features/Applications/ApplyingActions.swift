import Access
import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showForm(_ visit: Visit) throws(Failure) -> Reply {
    guard let course = try openCourse(visit) else { return closedPage(visit) }
    guard let account = visit.visitor.account else {
        // Who corrects what they have typed finds it there; whoever comes to the form otherwise does not.
        let isCorrected = visit.request.query.first("correct") != nil
        let typed = isCorrected ? keptApplicant(visit) : nil
        let form = ApplyingForm(
            course: course,
            applicant: typed ?? Applicant(language: visit.words.language)
        )
        return formPage(visit, form)
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
    guard let course = try openCourse(visit) else { return closedPage(visit) }
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
    if isSignedIn { return try apply(visit, course.course, applicant) }

    let browser = try browser(visit)
    let seconds = try mailCode(visit, course.course, applicant, browser)
    guard seconds == 0 else {
        form.problems.add("email", visit.words.count("application.problem.wait", seconds))
        let page = formPage(visit, form, status: 429)
        return bound(page, to: browser, keeping: keptApplicant(visit), visit)
    }
    return bound(
        .redirect(to: codePath(visit, course.course)),
        to: browser,
        keeping: applicant,
        visit
    )
}

/// The page that asks for the code: it can be loaded again, and led back to.
@Sendable func showCode(_ visit: Visit) throws(Failure) -> Reply {
    guard let course = try openCourse(visit) else { return closedPage(visit) }
    if visit.visitor.account != nil, let known = try liveApplication(visit, course.course) {
        return .redirect(to: visit.here("/applications/\(known)"))
    }
    guard let applicant = keptApplicant(visit), visit.visitor.account == nil else {
        return .redirect(to: formPath(visit, course.course))
    }
    guard let mistake = CodeMistake(rawValue: visit.request.query["tried"]) else {
        return codePage(visit, course.course, applicant)
    }
    guard mistake == .waiting else {
        let problem = visit.words(mistake.sentence)
        return codePage(visit, course.course, applicant, problem: problem)
    }
    let wait = try codeWait(visit)
    guard wait > 0 else { return codePage(visit, course.course, applicant) }
    let problem = visit.words.count("application.problem.wait", wait)
    return codePage(visit, course.course, applicant, status: 429, problem: problem)
}

/// What was wrong with a code, as the address of the page that asks again tells it.
private enum CodeMistake: String {
    case unreadable
    case wrong
    case spent
    /// Too many were tried from the same network.
    case waiting

    var sentence: StaticString {
        switch self {
        case .unreadable: "application.code.eight"
        case .wrong: "application.code.wrong"
        case .spent, .waiting: "application.code.spent"
        }
    }
}

private func formPath(_ visit: Visit, _ course: AppliedCourse) -> String {
    visit.here("/courses/\(course.id)/application")
}

private func codePath(
    _ visit: Visit,
    _ course: AppliedCourse,
    after mistake: CodeMistake? = nil
) -> String {
    let query = mistake.map { "?tried=\($0.rawValue)" } ?? ""
    return formPath(visit, course) + "/confirmation" + query
}

@Sendable func confirmAddress(_ visit: Visit) throws(Failure) -> Reply {
    guard let course = try openCourse(visit) else { return closedPage(visit) }
    let entry = try FormEntry(visit)
    // Who has just come in by the same form sends it a second time.
    if visit.visitor.account != nil, let known = try liveApplication(visit, course.course) {
        let path = visit.here("/applications/\(known)")
        return .redirect(to: visit.after(path, did: "application.done.sent"))
    }
    guard let applicant = keptApplicant(visit) else {
        return .redirect(to: formPath(visit, course.course))
    }
    if visit.visitor.account != nil { return try apply(visit, course.course, applicant) }

    let code = String(
        decoding: entry.secret("code").utf8.filter { (48...57).contains($0) },
        as: UTF8.self
    )
    guard code.utf8.count == 8 else {
        return .redirect(to: codePath(visit, course.course, after: .unreadable))
    }
    guard try codeWait(visit) == 0 else {
        return .redirect(to: codePath(visit, course.course, after: .waiting))
    }
    return try enter(visit, course.course, applicant, code: code)
}

/// What tries of codes are counted under.
private func codeKeys(_ visit: Visit) -> [String] {
    [throttleKey("application.try \(visit.request.network.counted)")]
}

/// Seconds until the visitor's network may try a code.
private func codeWait(_ visit: Visit) throws(Failure) -> Int {
    try visit.read { (db) throws(Failure) in
        try db.account(.throttleWait, codeKeys(visit)).first ?? 0
    }
}

/// Tries the code and, when it is right, does everything that follows from it in the same transaction.
private func enter(
    _ visit: Visit,
    _ course: AppliedCourse,
    _ applicant: Applicant,
    code: String
) throws(Failure) -> Reply {
    let browser = try browser(visit)
    let token = try Token()
    var account: (id: ID<Account>, name: String)?
    let reply = try visit.act { (db) throws(Failure) in
        let tried =
            try db.account(
                .codeTry,
                applicant.email,
                codePurpose,
                Bytes(sha256(code)),
                Bytes(browser.hash),
                Limits.mailedCodeTriesMax
            ).first ?? .spent
        guard tried == .right else {
            _ = try db.account(.throttleCount, codeKeys(visit), Limits.mailedCodeTriesMax * 2)
            return Audited(
                codePath(visit, course, after: tried == .wrong ? .wrong : .spent),
                Entry(.accountSignInRefused, outcome: .refused)
            )
        }
        let ensured = try db.account(
            .accountEnsure,
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
            .sessionStart,
            ID<Session>(),
            known,
            Bytes(token.hash),
            "code",
            agent,
            visit.request.network.shown
        )
        let ended = try db.account(.sessionTrim, known, Limits.sessionsPerAccountMax).first ?? 0
        let trimmed = Entry(.accountSessionEnded, of: Object(known), count: ended)
        let joined = try join(db, visit, known, applicant, to: course)
        return Audited(
            joined.path,
            Entry(.accountSignedIn, of: Object(known)),
            also: joined.entries + (ended > 0 ? [trimmed] : []),
            account: account
        )
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
    _ course: AppliedCourse,
    _ applicant: Applicant
) throws(Failure) -> Reply {
    guard let account = visit.visitor.account?.id else { throw .refused(.signInNeeded) }
    var known: ID<Application>?
    do throws(Failure) {
        return try visit.act { (db) throws(Failure) in
            known = try db.oneIfAny(.liveApplicationOf, course.id, own(visit))
            guard known == nil else { throw .refused(.conflict(why: "error.conflict.already")) }
            let joined = try join(db, visit, account, applicant, to: course)
            guard let first = joined.entries.first else {
                throw .refused(.conflict(why: "error.conflict.already"))
            }
            return Audited(joined.path, first, also: Array(joined.entries.dropFirst()))
        }
    } catch {
        // Who has applied before is led to that application.
        guard let known else { throw error }
        let page = visit.here("/applications/\(known)")
        return .redirect(to: visit.after(page, did: "application.done.already"))
    }
}

/// A sign-in is heard of in every space of the account; this one's log has it already.
private func tellOtherPlaces(
    _ visit: Visit,
    _ account: (id: ID<Account>, name: String)
) throws(Failure) {
    let here = try visit.space.id
    try visit.account { (db) throws(Failure) in
        let others = try db.all(.places, account.id).filter { $0 != here }
        return AccountAudited(
            (),
            Entry(.accountSignedIn, of: Object(account.id)),
            in: others,
            account: account
        )
    }
}

// MARK: Reading

/// The visitor's own application for the course, if it is still on its way.
private func liveApplication(_ visit: Visit, _ course: AppliedCourse) throws(Failure)
    -> ID<Application>?
{
    try visit.read { (db) throws(Failure) in
        try db.oneIfAny(.liveApplicationOf, course.id, own(visit))
    }
}

/// The course that is applied for; nil when it takes no more applications, and 404 when it never was public.
func openCourse(_ visit: Visit) throws(Failure) -> CourseOnOffer? {
    let id: ID<Course> = try visit.id()
    let (course, afternoons) = try visit.read { (db) throws(Failure) in
        try db.together(.one(.publicCourse, id), .all(.afternoons, id))
    }
    guard course.state == .open else { return nil }
    return CourseOnOffer(course: course, afternoons: afternoons)
}
