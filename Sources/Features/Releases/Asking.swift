import Base
import Crypto
import Letters
import Routing
import Store
import Terms

/// The space of the employer with this business id; a new one, unclaimed, where there is none.
///
/// Who asks never learns which of the two it was.
func employerSpace(
    _ db: borrowing Transaction,
    _ draft: ReleaseDraft
) throws(Failure) -> ID<Space> {
    _ = try db.account(.lockBusinessID, draft.businessID)
    if let known = try db.account(.employerByBusinessID, draft.businessID).first {
        guard known.state != "suspended" else {
            throw .refused(.conflict(why: "release.rule.employer-elsewhere"))
        }
        return known.id
    }
    let fresh = ID<Space>()
    do throws(Failure) {
        _ = try db.account(
            .makeEmployerSpace,
            fresh,
            "tyonantaja-\(hex(try randomBytes(4)))",
            draft.businessID,
            draft.employerName,
            draft.language
        )
    } catch .refused(.conflict) {
        // The business id belongs to a space that is no employer's, such as the provider's own.
        throw .refused(.conflict(why: "release.rule.employer-elsewhere"))
    } catch {
        throw error
    }
    return fresh
}

/// P2 is asked for: the letter with its neutral facts.
func askEmployer(
    _ db: borrowing Transaction,
    _ draft: ReleaseDraft,
    _ release: ID<EmployerRelease>,
    at other: ID<Space>,
    _ visit: Visit
) throws(Failure) -> ID<ConsentAsk> {
    let path = draft.path
    let (text, asked) = try db.together(
        .one(.consentText, "employer", draft.language, Int?.none),
        .one(.askedFacts, path.id)
    )
    let course = draft.course
    let ask = ID<ConsentAsk>()
    let until = visit.now.adding(days: Limits.consentLinkDays)
    try db.run(.addAsk, ask, release, path.id, path.person, text.version, until)
    try db.deliver(
        ConsentRequestLetter(
            ask: ask,
            provider: try visit.space.name(draft.language),
            contact: asked.contact,
            employer: draft.employerName,
            employee: path.applicant.text(for: .letter),
            course: course.name,
            place: course.place,
            sessions: course.afternoons,
            hours: course.hours,
            asked: draft.support,
            giverName: draft.giverName,
            giverEmail: draft.giverEmail,
            textVersion: text.version,
            language: draft.language,
            until: until,
            applicantMark: addressMark(asked.email, in: ask.text)
        ),
        to: other
    )
    return ask
}

/// What the letter tells beside the facts of the course.
private struct AskedFacts: Sendable {
    let email: String
    /// How the provider is reached, on one line; empty when it has not said so.
    let contact: String

    init(_ email: String, _ mail: String, _ phone: String) {
        self.email = email
        contact = [mail, Phone.shown(phone)].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// An employer's space that a business id leads to.
private struct EmployerSpace: Sendable {
    let id: ID<Space>
    let state: String
}

extension Statement where Result == AskedFacts {
    fileprivate static let askedFacts = Statement(
        within: .reach,
        """
        select person_address(p.id) as email, s.contact_email, s.contact_phone
          from application a
          join people_within($2, $3, $4) p on p.id = a.person_id
          join space s on s.id = $1
         where a.tenant_id = $1 and a.id = $5
        """,
        AskedFacts.init,
        "email",
        "contact_email",
        "contact_phone"
    )
}

extension Statement where Result == Void {
    fileprivate static let addAsk = Statement(
        """
        insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )
}

extension AccountStatement where Result == EmployerSpace {
    fileprivate static let employerByBusinessID = AccountStatement(
        "select space_id, state from accounts.employer_by_business_id($1)",
        EmployerSpace.init,
        "space_id",
        "state"
    )
}

extension AccountStatement where Result == Void {
    // Two applicants who name the same new employer at once make one space, not two.
    fileprivate static let lockBusinessID = AccountStatement(
        "select pg_advisory_xact_lock(hashtextextended($1, 20261))"
    )

    fileprivate static let makeEmployerSpace = AccountStatement(
        "select space_make($1, $2, 'employer', 'unclaimed', $3, $4, $4, $4, $5)"
    )
}
