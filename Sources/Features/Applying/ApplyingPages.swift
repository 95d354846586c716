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
    guard let offer = try offer(visit) else { return closedPage(visit) }
    // Who corrects what they have typed finds it there; whoever comes to the form otherwise does not.
    let isCorrected = visit.request.query.first("correct") != nil
    let kept = isCorrected ? keptApplicant(visit) : nil
    return try visit.show(formPage(visit, offer, kept ?? newApplicant(visit))).reply
}

@Sendable func sendForm(_ visit: Visit) throws(Failure) -> Reply {
    guard let offer = try offer(visit) else { return closedPage(visit) }
    let course = offer.course
    let form: Visit.FormLoad<Applicant> = { visit, _ in formPage(visit, offer, newApplicant(visit))
    }
    guard let account = visit.visitor.account else {
        let browser = browser(visit)
        let reply = try visit.submit(form) { (db, _, applicant, _) throws(Failure) in
            try mailCode(visit, db, course, applicant, browser)
        }.reply
        return try bound(reply, to: browser, visit)
    }
    return try visit.submit(form) { (db, _, applicant, _) throws(Failure) in
        // Who has applied before is led to that application.
        if let known = try db.oneIfAny(.liveApplicationOf, course.id, account.id) {
            return .unchanged(to: pagePath(visit, known), did: "application.done.already")
        }
        let joined = try join(db, visit, account.id, applicant, to: course)
        let path = pagePath(visit, joined.application)
        guard let entry = joined.entries.first else {
            return .unchanged(to: path, did: joined.did)
        }
        let others = Array(joined.entries.dropFirst())
        return .done(entry, also: others, to: path, did: joined.did)
    }.reply
}

/// What stands in the form before anything is typed.
///
/// A name in one field is the given names and, last, the family name.
private func newApplicant(_ visit: Visit) -> Applicant {
    guard let account = visit.visitor.account else {
        return Applicant(language: visit.words.language)
    }
    let names = account.name.split(separator: " ").map(String.init)
    return Applicant(
        givenName: names.dropLast().joined(separator: " "),
        familyName: names.last ?? "",
        email: account.email,
        language: account.language
    )
}

private func formPage(
    _ visit: Visit,
    _ offer: (course: OpenCourse, afternoons: [Afternoon]),
    _ applicant: Applicant
) -> FormPage<Applicant> {
    let words = visit.words
    let account = visit.visitor.account
    return FormPage(
        words("application.form.title"),
        lead: offer.course.name,
        applicantFields(account: account?.email),
        applicant,
        isNew: true,
        action: formPath(visit, offer.course.id),
        save: account == nil ? words("application.form.next") : words("application.form.send"),
        shape: .letter
    ) { h, form in
        applyingPage(
            &h,
            form,
            offer.course,
            offer.afternoons,
            privacy: visit.here("/privacy"),
            words
        )
    }
}

/// A course that was public and takes no more applications.
func closedPage(_ visit: Visit) -> Reply {
    visit.letter(visit.words("course.closed.title"), status: 404) { h in
        closedPage(&h, others: visit.here("/open-courses"), visit.words)
    }
}

func formPath(_ visit: Visit, _ course: ID<Course>) -> String {
    visit.here("/courses/\(course)/application")
}

func pagePath(_ visit: Visit, _ application: ID<Application>) -> String {
    visit.here("/applications/\(application)")
}

// MARK: Reading

/// The course that is applied for; nil when it takes no more applications, and 404 when it never was public.
func offer(_ visit: Visit) throws(Failure) -> (course: OpenCourse, afternoons: [Afternoon])? {
    let id: ID<Course> = try visit.id()
    let (course, afternoons) = try visit.read { (db) throws(Failure) in
        try db.together(.one(.publicCourse, id), .all(.afternoonsOfCourse, id))
    }
    return course.state == .open ? (course, afternoons.map(\.afternoon)) : nil
}

extension Statement where Result == OpenCourse {
    /// A course (`$2`) that takes applications, or that took them before it began.
    fileprivate static let publicCourse = Statement(
        """
        select id, name, place, address, state from course
         where tenant_id = $1 and id = $2 and state in ('open', 'running', 'done')
        """,
        OpenCourse.init,
        "id",
        "name",
        "place",
        "address",
        "state"
    )
}

extension Statement where Result == ID<Application> {
    /// The application for a course (`$2`) that the person of an account (`$3`) has under way.
    static let liveApplicationOf = Statement(
        """
        select a.id from application a
          join membership m on m.tenant_id = $1 and m.person_id = a.person_id
         where a.tenant_id = $1 and a.course_id = $2 and m.account_id = $3 and a.state in ('received', 'closed')
        """,
        "id"
    )
}
