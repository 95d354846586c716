import Access
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

@Sendable func showRelease(_ visit: Visit) throws(Failure) -> Looked {
    let page = try visit.read { (db) throws(Failure) in try releasePage(visit, db) }
    let path = page.value.path
    return path.canRelease(at: visit.now)
        ? try visit.show(page) : .elsewhere(visit.here("/applications/\(path.id)"))
}

/// P1: from here on, and not before, the employer is asked.
@Sendable func giveRelease(_ visit: Visit) throws(Failure) -> Looked {
    let space = try visit.space
    return try visit.submit(releasePage) { (db, page, draft, _) throws(Failure) in
        let path = draft.path
        guard path.canRelease(at: visit.now) else {
            throw .refused(.conflict(why: "release.rule.not-now"))
        }
        guard try db.one(.asksOfDay, path.id) < ReleaseDraft.asksPerDayMax else {
            throw .refused(.conflict(why: "release.rule.employer-too-many"))
        }
        let provider = space.name(.finnish)
        let ended = try db.endRelease(of: path, takingBack: true, provider: provider)
        let employer = try employerSpace(db, draft)
        let release = ID<EmployerRelease>()
        try db.run(
            .addRelease,
            release,
            path.id,
            path.person,
            draft.employerName,
            draft.businessID,
            employer,
            draft.giverName,
            draft.giverEmail,
            draft.supportNames,
            draft.text.version,
            visit.words.language
        )
        let ask = try askEmployer(db, draft, release, at: employer, visit)
        let asked = Entry(.consentAsked, of: Object(ask, path.courseName), about: [path.person])
        return .done(
            Entry(.releaseGiven, of: Object(release, draft.employerName), about: [path.person]),
            also: ended + [asked],
            to: page.back,
            did: "release.done.given"
        )
    }
}

/// The form begins with what the release that is in force says.
private func releasePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<ReleaseDraft> {
    let words = visit.words
    let id: ID<Application> = try visit.id()
    if visit.isChanging { try db.lockApplication(id) }
    let (path, text, earlier, applicant) = try db.together(
        .one(.applicationPath, id),
        .one(.consentText, "release", words.language, Int?.none),
        .oneIfAny(.employerOfRelease, id),
        .one(.applicantContact, id)
    )
    let course = try db.factsForEmployers(of: path.course)
    var draft = ReleaseDraft(path: path, course: course, text: text, language: applicant.language)
    if let earlier {
        draft.employerName = earlier.name
        draft.businessID = earlier.businessID
        draft.giverName = earlier.giverName
        draft.giverEmail = earlier.giverEmail
        draft.support = earlier.support
    }
    let here = visit.here("/applications/\(id)")
    let own = [applicant.email, applicant.registered, visit.visitor.account?.email ?? ""]
    return FormPage(
        words("release.title"),
        lead: path.courseName,
        releaseFields(text, applicants: own, words),
        draft,
        isNew: true,
        facts: course.text,
        action: here + "/release",
        save: words("release.give"),
        back: here,
        look: Entry(.applicationRead, of: Object(id, path.courseName), about: [path.person])
    ) { h, form in
        releaseFormPage(&h, course, isPrepared: earlier?.isPrepared == true, form, words)
    }
}

@Sendable func withdrawRelease(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let provider = try visit.space.name(.finnish)
    return try visit.act { (db) throws(Failure) in
        let path = try db.lockedApplication(id)
        let entries =
            path.canTakeReleaseBack
            ? try db.endRelease(of: path, takingBack: true, provider: provider) : []
        guard let first = entries.first else { throw .refused(.conflict(why: "release.rule.none")) }
        return Audited(
            visit.after(visit.here("/applications/\(id)"), did: "release.done.withdrawn"),
            first,
            also: Array(entries.dropFirst())
        )
    }
}

/// The employer is asked once more, with a link of its own; the earlier link and the last day stay as they are.
let reminding = ApplicationAct(
    did: { _ in "application.done.reminded" },
    unless: { path, now in
        guard path.ask != nil, let from = path.remindableFrom(at: now) else {
            return "application.rule.nothing-waits"
        }
        // A coordinator mends the address instead; the house goes on trying, and what arrives ends the fault.
        if path.astray != nil { return "application.rule.astray" }
        return from <= now ? nil : "application.rule.reminded"
    }
) { (visit, db, path) throws(Failure) in
    guard let ask = path.ask else {
        throw .refused(.conflict(why: "application.rule.nothing-waits"))
    }
    let asked: ConsentRequestLetter? = try db.letter(about: ask)
    let employer = try db.one(.employerSpaceOf, ask)
    try db.run(.noteReminder, ask)
    let provider = try visit.space.name(asked?.language ?? .finnish)
    try db.deliver(ConsentReminderLetter(ask: ask, provider: provider), to: employer)
    return [Entry(.consentReminded, of: Object(ask, path.courseName), about: [path.person])]
}

/// What a coordinator has filled in of the employer, or else a release in force says.
private struct KeptEmployer: Sendable {
    let name: String
    let businessID: String
    let giverName: String
    let giverEmail: String
    let support: Set<Support>
    let isPrepared: Bool
}

/// Who asks, and in which language.
private struct Contact: Sendable {
    let email: String
    /// The address that they have typed of themselves.
    let registered: String
    let language: Language
}

extension Statement where Result == KeptEmployer {
    fileprivate static let employerOfRelease = Statement(
        """
        select name, number, giver, address, wants, is_prepared from employer_to_ask($2)
         where $1::uuid = current_tenant()
        """,
        KeptEmployer.init,
        "name",
        "number",
        "giver",
        "address",
        "wants",
        "is_prepared"
    )
}

extension Statement where Result == Contact {
    fileprivate static let applicantContact = Statement(
        within: .reach,
        """
        select person_address(p.id) as email, p.email as registered, p.language
          from application a join people_within($2, $3, $4) p on p.id = a.person_id
         where a.tenant_id = $1 and a.id = $5
        """,
        Contact.init,
        "email",
        "registered",
        "language"
    )
}

extension Statement where Result == ID<Space> {
    fileprivate static let employerSpaceOf = Statement(
        """
        select r.employer_space_id
          from consent_ask k join release r on r.tenant_id = $1 and r.id = k.release_id
         where k.tenant_id = $1 and k.id = $2
        """,
        "employer_space_id"
    )
}

extension Statement where Result == Int {
    fileprivate static let asksOfDay = Statement(
        """
        select count(*)::integer as number from consent_ask
         where tenant_id = $1 and application_id = $2
           and (sent_at at time zone 'Europe/Helsinki')::date = public.today()
        """,
        "number"
    )
}

extension Statement where Result == Void {
    fileprivate static let addRelease = Statement(
        """
        insert into release (tenant_id, id, application_id, person_id, employer_name, business_id,
               employer_space_id, giver_name, giver_email, wants_working_time, wants_travel,
               wants_substitute, wants_contact_person, text_version, language)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'working-time' = any ($10::text[]), 'travel' = any ($10),
          'substitute' = any ($10), 'contact' = any ($10), $11, $12)
        """
    )

    static let noteReminder = Statement(
        "update consent_ask set reminded_at = public.moment() where tenant_id = $1 and id = $2"
    )
}
