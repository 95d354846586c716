import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// A place on the course.
///
/// The database refuses it without both keys, whatever this says.
@Sendable func enrolApplicant(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let path = try db.lockedApplication(id)
        if let why = placeRefusal(path) { throw .refused(.conflict(why: "\(why)")) }
        let entry = try givePlace(visit, db, path)
        return Audited(
            visit.after(
                here(visit, id),
                did: path.enrolment == nil ? "enrolment.done.made" : "enrolment.done.resumed"
            ),
            entry
        )
    }
}

/// The same for many.
let enrolling = BulkAct.ofApplications(
    "applications.selection.enrol",
    did: "applications.done.enrolled",
    unless: { path, _ in placeRefusal(path) },
    each: { (visit, db, path) throws(Failure) in [try givePlace(visit, db, path)] }
)

/// Why an applicant gets no place.
private func placeRefusal(_ path: ApplicationPath) -> StaticString? {
    if !path.isAlive { return "application.rule.over" }
    if path.stage.isHeld { return "enrolment.rule.already" }
    if !path.courseState.isOn { return "enrolment.rule.course-over" }
    return path.canEnrol || path.canResume ? nil : "enrolment.rule.both-keys"
}

private func givePlace(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ path: ApplicationPath
) throws(Failure) -> Entry {
    guard let ask = path.ask else { throw .refused(.conflict(why: "enrolment.rule.both-keys")) }
    let contact = try db.one(.newcomer, path.id)
    if !contact.email.isEmpty {
        let words = visit.words(in: contact.language)
        let link = visit.site.origin + visit.here("/applications/\(path.id)")
        let provider = try visit.space.name(words.language)
        try db.mail(enrolledMail(path, contact, provider, link: link, words))
    }
    let place = path.enrolment ?? ID<Enrolment>()
    if path.enrolment == nil {
        try db.run(.addEnrolment, place, path.course, path.person, path.id, ask)
    } else {
        try db.run(.resumeEnrolment, place, ask)
    }
    return Entry(
        path.enrolment == nil ? .enrolmentMade : .enrolmentResumed,
        of: Object(place, path.courseName),
        about: [path.person]
    )
}

/// The application's page, which knows the list that it was opened from.
private func here(_ visit: Visit, _ id: ID<Application>) -> String {
    visit.here("/applications/\(id)\(visit.trail(at: "/applications"))")
}

private func enrolledMail(
    _ path: ApplicationPath,
    _ contact: Newcomer,
    _ provider: String,
    link: String,
    _ words: Words
) -> Mail {
    let course = path.courseName
    return Mail(
        to: contact.email,
        subject: words("enrolment.mail.subject", ["course": course]),
        paragraphs: [
            words("application.mail.greeting", ["name": contact.givenName]),
            path.enrolment == nil
                ? words("enrolment.mail.what", ["course": course])
                : words("enrolment.mail.again", ["course": course]),
            words("enrolment.mail.next") + "\n" + link,
            words("enrolment.mail.from", ["provider": provider]),
        ],
        language: words.language
    )
}

// MARK: Statements

/// How whoever gets a place is reached.
private struct Newcomer: Sendable {
    let givenName: String
    let email: String
    let language: Language
}

extension Statement where Result == Newcomer {
    /// How whoever made an application (`$5`) is reached.
    fileprivate static let newcomer = Statement(
        within: .reach,
        """
        select p.given_name, person_address(p.id) as email, p.language
          from application_path a join people_within($2, $3, $4) p on p.id = a.person_id
         where a.tenant_id = $1 and a.id = $5
        """,
        Newcomer.init,
        "given_name",
        "email",
        "language"
    )
}

extension Statement where Result == Void {
    fileprivate static let addEnrolment = Statement(
        """
        insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
        values ($1, $2, $3, $4, $5, $6)
        """
    )

    fileprivate static let resumeEnrolment = Statement(
        """
        update enrolment set state = 'active', consent_ask_id = $3, changed_at = public.moment()
         where tenant_id = $1 and id = $2
        """
    )
}
