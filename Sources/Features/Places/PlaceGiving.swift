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
let enrolling = ApplicationAct(
    did: { $0.enrolment == nil ? "enrolment.done.made" : "enrolment.done.resumed" },
    unless: { path, _ in
        if !path.isAlive { return "application.rule.over" }
        if path.stage.isHeld { return "enrolment.rule.already" }
        if !path.courseState.isOn { return "enrolment.rule.course-over" }
        return path.canEnrol || path.canResume ? nil : "enrolment.rule.both-keys"
    }
) { (visit, db, path) throws(Failure) in
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
    let action: Action = path.enrolment == nil ? .enrolmentMade : .enrolmentResumed
    return [Entry(action, of: Object(place, path.courseName), about: [path.person])]
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
        .place,
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
