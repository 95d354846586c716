import Audit
import Base
import Crypto
import Letters
import Routing
import Store
import Terms
import Wording

// What passes between the provider and the employer: letters, and nothing else.

/// The space of the employer with this business id; a new one, unclaimed, where there is none.
///
/// Who asks never learns which of the two it was.
func employerSpace(
    _ db: borrowing Transaction,
    _ employer: Employer
) throws(Failure) -> EmployerSpace {
    _ = try db.account(.lockBusinessID, employer.businessID)
    if let known = try db.account(.employerByBusinessID, employer.businessID).first {
        guard known.state != "suspended" else {
            throw .refused(.conflict(why: "release.rule.employer-elsewhere"))
        }
        return known
    }
    let fresh = ID<Space>()
    let slug = "tyonantaja-\(hex(try randomBytes(4)))"
    do throws(Failure) {
        _ = try db.account(
            .makeEmployerSpace,
            fresh,
            slug,
            employer.businessID,
            employer.name,
            employer.language
        )
    } catch .refused(.conflict) {
        // The business id belongs to a space that is no employer's, such as the provider's own.
        throw .refused(.conflict(why: "release.rule.employer-elsewhere"))
    } catch {
        throw error
    }
    return EmployerSpace(id: fresh, state: "unclaimed")
}

/// P2 is asked for: the letter with its neutral facts.
func askEmployer(
    _ db: borrowing Transaction,
    _ application: Application,
    _ release: ID<Release>,
    _ employer: Employer,
    at other: ID<Space>,
    from space: KnownSpace,
    now: Instant
) throws(Failure) -> ID<ConsentAsk> {
    let (text, afternoons, contact) = try db.together(
        .one(.consentText, "employer", employer.language),
        .all(.afternoons, application.course.id),
        .one(.providerContact)
    )
    let ask = ID<ConsentAsk>()
    let until = now.adding(days: Limits.consentLinkDays)
    let facts = application.course.facts(afternoons)
    try db.run(
        .addAsk,
        ask,
        release,
        application.id,
        application.person.id,
        text.version,
        until
    )
    try db.deliver(
        ConsentRequestLetter(
            ask: ask,
            provider: space.name(employer.language),
            contact: contact.line,
            employer: employer.name,
            employee: application.person.name,
            course: facts.name,
            place: facts.place,
            sessions: facts.afternoons,
            hours: facts.hours,
            asked: employer.support,
            giverName: employer.giverName,
            giverEmail: employer.giverEmail,
            textVersion: text.version,
            language: employer.language,
            until: until,
            applicantMark: addressMark(application.person.email, in: ask.text)
        ),
        to: other
    )
    return ask
}

/// The applicant's own instruction ends: the employer sees only that nothing is in progress, and the place pauses.
func takeReleaseBack(
    _ db: borrowing Transaction,
    _ application: Application,
    from space: KnownSpace
) throws(Failure) -> [Entry] {
    guard let release = application.release else { return [] }
    try cancelAsk(db, application, from: space)
    try db.run(.takeReleaseBack, release.id)
    let about = [application.person.id]
    var entries = [
        Entry(.releaseWithdrawn, of: Object(release.id, release.employerName), about: about)
    ]
    if application.stage == .enrolled, let enrolment = application.enrolment {
        entries.append(
            Entry(.enrolmentPaused, of: Object(enrolment, application.course.name), about: about)
        )
    }
    return entries
}

/// Cancels what the employer may still answer or take back; an ask that nobody answered in time becomes expired.
func cancelAsk(
    _ db: borrowing Transaction,
    _ application: Application,
    from space: KnownSpace
) throws(Failure) {
    guard let ask = application.ask, let release = application.release, ask.state.isOpen else {
        return
    }
    if try db.run(.expireAsk, ask.id) == 0 { try db.run(.cancelAsk, ask.id) }
    try db.deliver(
        ConsentCancelledLetter(ask: ask.id, provider: space.name(.finnish)),
        to: release.employerSpace
    )
}

// MARK: What comes back

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
    let object = Object(letter.ask, "\(letter.employee), \(letter.course)")
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
    let object = Object(letter.ask, "\(ended.employee), \(ended.course)")
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
    try inbox.mail(answeredMail(applicant, page: page, words))
}
