import Audit
import Base
import Crypto
import Routing
import Store
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
    return EmployerSpace(id: fresh, slug: slug, state: "unclaimed")
}

/// P2 is asked for: the letter with its neutral facts, a personal link, and the mail that carries it.
func askEmployer(
    _ db: borrowing Transaction,
    _ application: Application,
    _ release: ID<Release>,
    _ employer: Employer,
    at other: EmployerSpace,
    from space: KnownSpace,
    origin: String,
    _ words: Words
) throws(Failure) -> ID<ConsentAsk> {
    let course = application.course
    let (text, afternoons, contact) = try db.together(
        .one(.consentText, "employer", employer.language),
        .all(.afternoons, course.id),
        .one(.providerContact)
    )
    let ask = ID<ConsentAsk>()
    let until = words.now.adding(days: Limits.consentLinkDays)
    try db.run(
        .addAsk,
        ask,
        release,
        application.id,
        application.person.id,
        text.version,
        until
    )
    let token = try Token()
    let provider = space.name(employer.language)
    let invitation = Invitation(
        provider: provider,
        contact: contact,
        giver: employer.giverName,
        employee: application.person.name,
        course: course,
        afternoons: afternoons,
        support: employer.support,
        until: until,
        link: "\(origin)/\(other.slug)/answer#\(token.text)"
    )
    let body: JSON = [
        "ask": .string(ask.text), "employee": .string(application.person.name),
        "course": .string(course.name), "until": .string(until.iso),
        "language": .string(employer.language.rawValue),
    ]
    try db.deliver(
        Letter("consent.request", about: ask, from: provider, body: body),
        to: other.id
    ) { (inbox) throws(Failure) in
        let request = ID<ConsentRequest>(ask)
        try inbox.run(
            .receiveRequest,
            request,
            space.id,
            ask,
            provider,
            application.person.name,
            employer.name,
            course.name,
            course.whereabouts,
            afternoons.json,
            afternoons.hours,
            employer.support.workingTime,
            employer.support.travel,
            employer.support.substitute,
            employer.support.contactPerson,
            employer.giverName,
            employer.giverEmail,
            text.version,
            employer.language,
            until,
            Bytes(sha256("\(request) \(application.person.email)"))
        )
        try inbox.run(
            .receiveLink,
            ID<ConsentLink>(),
            request,
            Bytes(token.hash),
            employer.giverEmail,
            employer.giverName,
            until
        )
        try inbox.mail(
            Mail(
                to: employer.giverEmail,
                subject: invitation.subject(words),
                body: invitation.body(words),
                language: employer.language
            )
        )
        if other.state == "active" {
            let place = "\(origin)/\(other.slug)/consents/\(request)"
            try inbox.run(
                .mailGivers,
                employer.giverEmail,
                invitation.subject(words),
                invitation.note(signIn: place, words),
                employer.language
            )
        }
        return [Entry(.consentReceived, of: Object(request, application.person.name))]
    }
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
    guard let ask = application.ask, let release = application.release, ask.isOpen else { return }
    if try db.run(.expireAsk, ask.id) == 0 { try db.run(.cancelAsk, ask.id) }
    try db.deliver(
        Letter(
            "consent.cancelled",
            about: ask.id,
            from: space.name(.finnish),
            body: ["ask": .string(ask.id.text)]
        ),
        to: release.employerSpace
    ) { (inbox) throws(Failure) in
        try inbox.run(.cancelRequest, ask.id)
        try inbox.run(.revokeLinks, ask.id)
        return [
            Entry(
                .consentCancelled,
                of: Object(ID<ConsentRequest>(ask.id), application.person.name)
            )
        ]
    }
}
