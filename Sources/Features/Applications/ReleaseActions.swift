import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showRelease(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Application> = try visit.id()
    let (application, text) = try visit.read { (db) throws(Failure) in
        try db.together(
            .one(.application, id, own(visit)),
            .one(.consentText, "release", visit.words.language)
        )
    }
    let entry = Entry(
        .applicationRead,
        of: Object(id, application.course.name),
        about: [application.person.id]
    )
    guard application.canRelease(at: visit.now) else {
        return Looked(.redirect(to: visit.here("/applications/\(id)")), entry)
    }
    var employer = Employer(language: application.person.language)
    if let release = application.release {
        employer.businessID = release.businessID
        employer.name = release.employerName
        employer.giverName = release.giverName
        employer.giverEmail = release.giverEmail
        employer.support = release.support
    }
    return Looked(
        releasePage(
            visit,
            application,
            text,
            employer,
            isAgreed: false,
            Problems(),
            once: visit.once
        ),
        entry
    )
}

/// P1: from here on, and not before, the employer is asked.
@Sendable func giveRelease(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let (application, text) = try visit.read { (db) throws(Failure) in
        try db.together(
            .one(.application, id, own(visit)),
            .one(.consentText, "release", visit.words.language)
        )
    }
    var entry = try FormEntry(visit)
    let employer = readEmployer(&entry, visit.words)
    let applicants = [application.person.email, visit.visitor.account?.email ?? ""]
    if !employer.giverEmail.isEmpty,
        applicants.contains(employer.giverEmail)
    {
        entry.problem("giver_email", visit.words("release.problem.own-address"))
    }
    if entry.typed("version") != String(text.version) {
        entry.problem("agreed", visit.words("release.problem.text"))
    } else if !entry.isTicked("agreed") {
        entry.problem("agreed", visit.words("release.problem.agreed"))
    }
    let typed = typedEmployer(entry, visit.words)
    let isAgreed = entry.isTicked("agreed") && entry.problems["agreed"] == nil
    if entry.isTicked("turn") {
        return releasePage(
            visit,
            application,
            text,
            typed,
            // In another language it is another text to agree to.
            isAgreed: false,
            Problems(),
            once: entry.typed("once"),
            isAnswer: true
        )
    }
    guard entry.isSound else {
        return releasePage(
            visit,
            application,
            text,
            typed,
            isAgreed: isAgreed,
            entry.problems,
            once: entry.typed("once"),
            status: 422
        )
    }
    do throws(Failure) {
        return try release(visit, id, employer, textVersion: text.version)
    } catch .refused(.conflict(let why)) where why.hasPrefix("release.rule.employer") {
        let problems = Problems([("business_id", visit.words.dynamic(why))])
        return releasePage(
            visit,
            application,
            text,
            typed,
            isAgreed: true,
            problems,
            once: visit.once,
            status: 409
        )
    } catch {
        throw error
    }
}

private func release(
    _ visit: Visit,
    _ id: ID<Application>,
    _ employer: Employer,
    textVersion: Int
) throws(Failure) -> Reply {
    let space = try visit.space
    return try visit.act { (db) throws(Failure) in
        let application = try lockedApplication(db, id, of: own(visit))
        guard application.canRelease(at: visit.now) else {
            throw .refused(.conflict(why: "release.rule.not-now"))
        }
        guard try db.one(.asksOfDay, id) < Application.asksPerDayMax else {
            throw .refused(.conflict(why: "release.rule.employer-too-many"))
        }
        var entries: [Entry] = []
        if application.release != nil {
            entries += try takeReleaseBack(db, application, from: space)
        }
        let other = try employerSpace(db, employer)
        let release = ID<Release>()
        try db.run(
            .addRelease,
            release,
            id,
            application.person.id,
            employer.name,
            employer.businessID,
            other.id,
            employer.giverName,
            employer.giverEmail,
            employer.support.sorted().map(\.rawValue),
            textVersion,
            visit.words.language
        )
        let about = [application.person.id]
        let ask = try askEmployer(
            db,
            application,
            release,
            employer,
            at: other.id,
            from: space,
            now: visit.now
        )
        entries.append(Entry(.consentAsked, of: Object(ask, application.course.name), about: about))
        return Audited(
            visit.after(visit.here("/applications/\(id)"), did: "release.done.given"),
            Entry(.releaseGiven, of: Object(release, employer.name), about: about),
            also: entries
        )
    }
}

@Sendable func withdrawRelease(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let space = try visit.space
    return try visit.act { (db) throws(Failure) in
        let application = try lockedApplication(db, id, of: own(visit))
        guard application.canTakeReleaseBack else {
            throw .refused(.conflict(why: "release.rule.none"))
        }
        let entries = try takeReleaseBack(db, application, from: space)
        guard let first = entries.first else { throw .refused(.conflict(why: "release.rule.none")) }
        return Audited(
            visit.after(visit.here("/applications/\(id)"), did: "release.done.withdrawn"),
            first,
            also: Array(entries.dropFirst())
        )
    }
}

private func releasePage(
    _ visit: Visit,
    _ application: Application,
    _ text: ConsentText,
    _ employer: Employer,
    isAgreed: Bool,
    _ problems: Problems,
    once: String,
    status: Int = 200,
    isAnswer: Bool = false
) -> Reply {
    let page = ReleasePage(
        application: application,
        text: text,
        employer: employer,
        isAgreed: isAgreed,
        problems: problems,
        once: once,
        place: visit.here("/applications/\(application.id)")
    )
    var frame = visit.frame
    if isAnswer || status != 200 {
        frame.languageForm = LanguageForm(id: "release", action: page.place + "/release")
    }
    let title = visit.words("release.title")
    let bytes = housePage(title: title, frame: frame) { h in releaseFormPage(&h, page, visit.words)
    }
    return .page(status: status, bytes)
}
