import Audit
import Base
import Letters
import Routing
import Store
import Terms
import Wording

// What an employer's letters change here.

/// The employer's answer: the ask says it from now on, and the applicant hears that there is something to read.
func receiveAnswer(
    _ letter: ConsentAnswerLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let isContactAsked = letter.consents && letter.asked.contains(.contact)
    let answered = try inbox.oneIfAny(
        .answerAsk,
        letter.ask,
        letter.state.rawValue,
        letter.at,
        letter.name,
        letter.strength.rawValue,
        letter.consents,
        letter.asked.sorted().map(\.rawValue),
        letter.promised.sorted().map(\.rawValue),
        isContactAsked ? letter.contactPerson : nil
    )
    guard let person = answered else { throw .refused(.conflict(why: "answer.rule.closed")) }
    try tellApplicant(inbox, site, letter.ask)
    let label = PersonName(person, "\(letter.employee), \(letter.course)")
    let object = Object(letter.ask, label)
    return [Entry(.consentAnswerReceived, of: object, about: [person])]
}

/// The employer's consent ends: a place that stood on it is paused.
func receiveWithdrawal(
    _ letter: ConsentWithdrawnLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    guard let ended = try inbox.oneIfAny(.withdrawAsk, letter.ask) else {
        throw .refused(.conflict(why: "answer.rule.closed"))
    }
    try tellApplicant(inbox, site, letter.ask)
    let label = PersonName(ended.person, "\(ended.employee), \(ended.course)")
    let object = Object(letter.ask, label)
    let withdrawn = Entry(.consentWithdrawn, of: object, about: [ended.person])
    guard let place = ended.place else { return [withdrawn] }
    // The database has paused the place in the same statement.
    let paused = Entry(.enrolmentPaused, of: Object(place, ended.course), about: [ended.person])
    return [withdrawn, paused]
}

/// Tells the applicant by mail that the employer's answer has come or changed, and never what it is.
private func tellApplicant(
    _ inbox: borrowing Inbox,
    _ site: Site,
    _ ask: ID<ConsentAsk>
) throws(Failure) {
    guard let applicant = try inbox.oneIfAny(.applicantOfAsk, ask) else { return }
    let page = "\(site.origin)/\(applicant.slug)/applications/\(applicant.application)"
    let words = site.catalogue.words(applicant.language, at: inbox.now)
    try inbox.mail(
        Mail(
            .answer,
            to: applicant.email,
            subject: words("mail.applicant.subject", ["course": applicant.course]),
            paragraphs: [
                words("mail.applicant.what", ["course": applicant.course]),
                words("mail.applicant.where", ["page": page]),
            ],
            language: words.language
        )
    )
}

/// An employer's consent that has ended, and whom it was about.
struct EndedConsent: Sendable {
    let person: ID<Person>
    /// The place that has been paused; nil when there was none.
    let place: ID<Enrolment>?
    let employee: String
    let course: String
}

/// Who is told that there is something to read, and where they read it.
struct ToldApplicant: Sendable {
    let email: String
    let language: Language
    let application: ID<Application>
    let course: String
    /// The slug of this space.
    let slug: String
}

extension Statement where Result == ID<Person> {
    /// Keeps the answer to an ask (`$2`) that waits for one: the state (`$3`), when, who, how sure (`$6`), whether it
    /// consents (`$7`), what was asked for (`$8`), what was promised (`$9`), the contact person (`$10`).
    ///
    /// A support that was not asked for, or that came with a no, stays unsaid.
    static let answerAsk = Statement(
        """
        update consent_ask
           set state = $3, decided_at = $4, decided_by = $5, strength = $6,
               support_working_time = case when $7::boolean and 'working-time' = any ($8::text[])
                 then 'working-time' = any ($9::text[]) end,
               support_travel = case when $7 and 'travel' = any ($8) then 'travel' = any ($9) end,
               support_substitute = case when $7 and 'substitute' = any ($8) then 'substitute' = any ($9) end,
               support_contact = $10
         where tenant_id = $1 and id = $2 and state = 'waiting'
        returning person_id
        """,
        "person_id"
    )
}

extension Statement where Result == EndedConsent {
    // A place that is active here is paused by the same statement's trigger.
    static let withdrawAsk = Statement(
        """
        with taken as (
          update consent_ask set state = 'withdrawn'
           where tenant_id = $1 and id = $2 and state in ('given', 'without-support')
          returning id, application_id, person_id)
        select t.person_id, e.id as place_id, p.given_name || ' ' || p.family_name as employee, c.name as course
          from taken t
          join application a on a.tenant_id = $1 and a.id = t.application_id
          join course c on c.tenant_id = $1 and c.id = a.course_id
          join person p on p.tenant_id = $1 and p.id = t.person_id
          left join enrolment e on e.tenant_id = $1 and e.consent_ask_id = t.id and e.state in ('active', 'renewing')
        """,
        EndedConsent.init,
        "person_id",
        "place_id",
        "employee",
        "course"
    )
}

extension Statement where Result == ToldApplicant {
    static let applicantOfAsk = Statement(
        """
        select h.email, p.language, k.application_id, c.name as course, s.slug
          from consent_ask k
          join application a on a.tenant_id = $1 and a.id = k.application_id
          join course c on c.tenant_id = $1 and c.id = a.course_id
          join person p on p.tenant_id = $1 and p.id = k.person_id
          join space s on s.id = $1
          cross join person_address(p.id) as h(email)
         where k.tenant_id = $1 and k.id = $2 and h.email <> ''
        """,
        ToldApplicant.init,
        "email",
        "language",
        "application_id",
        "course",
        "slug"
    )
}
