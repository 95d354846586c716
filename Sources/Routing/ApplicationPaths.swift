public import Audit
public import Base
import Letters
public import Store
public import Terms

// What two slices ask of an application on its way: how far it is, and the end of what the employer was asked.

extension Stage: ColumnValue {}
extension Astray: ColumnValue {}

extension Statement where Result == ApplicationPath {
    /// The path of an application (`$5`) within reach.
    public static let applicationPath = Statement(
        within: .reach,
        """
        select v.id, v.stage, v.since, v.has_keys, v.created_at, v.person_id,
               (p.id, p.given_name || ' ' || p.family_name) as applicant,
               v.course_id, c.name as course_name, c.state as course_state, v.release_id, r.given_at,
               (select max(w.withdrawn_at) from release w
                 where w.tenant_id = $1 and w.application_id = v.id and w.state = 'withdrawn') as taken_back_at,
               v.ask_id, k.state as ask_state, k.sent_at, k.expires_at, k.reminded_at, v.astray, v.enrolment_id,
               seat_kept_until(v.tenant_id, v.enrolment_id) as seat_until
          from application_path v
          join course c on c.tenant_id = $1 and c.id = v.course_id
          join people_within($2, $3, $4) p on p.id = v.person_id
          left join release r on r.tenant_id = $1 and r.id = v.release_id
          left join consent_ask k on k.tenant_id = $1 and k.id = v.ask_id
         where v.tenant_id = $1 and v.id = $5
        """,
        ApplicationPath.init,
        "id",
        "stage",
        "since",
        "has_keys",
        "created_at",
        "person_id",
        "applicant",
        "course_id",
        "course_name",
        "course_state",
        "release_id",
        "given_at",
        "taken_back_at",
        "ask_id",
        "ask_state",
        "sent_at",
        "expires_at",
        "reminded_at",
        "astray",
        "enrolment_id",
        "seat_until"
    )
}

extension Statement where Result == Stage {
    /// Where the reader's own applications stand; whom the register knows as trained has completed a course.
    static let ownStages = Statement(
        within: .reach,
        """
        select v.stage from application_path v join people_within($2, $3, $4) p on p.id = v.person_id
         where v.tenant_id = $1 and p.id = $3
        union select 'completed' from people_within($2, $3, $4) p where p.id = $3 and p.kind = 'expert'
        """,
        "stage"
    )
}

/// What has ended with a permission, and where the employer hears of it.
public struct EndedRelease: Sendable {
    /// The permission.
    public let release: ID<EmployerRelease>
    /// The employer's name.
    public let employer: String
    /// Its space.
    public let employerSpace: ID<Space>
    /// What it may no longer answer or take back; nil for nothing.
    public let ask: ID<ConsentAsk>?
    /// The place that was active; nil for none.
    public let place: ID<Enrolment>?
}

extension Transaction {
    /// An application within reach, kept from changing until the transaction ends: who comes second sees what the first has
    /// done.
    ///
    /// Out of reach it is 404.
    public borrowing func lockedApplication(_ id: ID<Application>) throws(Failure)
        -> ApplicationPath
    {
        try run(.holdApplication, id)
        return try one(.applicationPath, id)
    }

    /// Keeps an application from changing until the transaction ends.
    public borrowing func lockApplication(_ id: ID<Application>) throws(Failure) {
        try run(.holdApplication, id)
    }

    /// Ends what the employer may still answer or take back, and with `takingBack` the applicant's own permission, so that a
    /// place pauses.
    ///
    /// The employer hears from `provider` that nothing is in progress, and no more. What the log tells of it; `ending` is
    /// what becomes of the place.
    public borrowing func endRelease(
        of application: ApplicationPath,
        takingBack: Bool,
        provider: String,
        place ending: Action = .enrolmentPaused
    ) throws(Failure) -> [Entry] {
        let found = try oneIfAny(.endRelease, application.id, takingBack)
        guard let ended = found else { return [] }
        if let ask = ended.ask {
            try deliver(
                ConsentCancelledLetter(ask: ask, provider: provider),
                to: ended.employerSpace
            )
        }
        guard takingBack else { return [] }
        let about = [application.person]
        let released = Object(ended.release, ended.employer)
        let entries = [Entry(.releaseWithdrawn, of: released, about: about)]
        guard let place = ended.place else { return entries }
        return entries + [Entry(ending, of: Object(place, application.courseName), about: about)]
    }
}

extension Statement where Result == Void {
    fileprivate static let holdApplication = Statement(
        "select application_hold($2) where $1::uuid = current_tenant()"
    )

    /// Ends an application (`$2`): `withdrawn` or `closed`.
    public static let endApplication = Statement(
        "select application_end($2, $3) where $1::uuid = current_tenant()"
    )
}

extension Statement where Result == EndedRelease {
    /// Ends what the employer may still answer or take back about an application (`$2`), with the permission itself (`$3`).
    public static let endRelease = Statement(
        """
        select release, employer, employer_space, ask, place from release_end($2, $3)
         where $1::uuid = current_tenant()
        """,
        EndedRelease.init,
        "release",
        "employer",
        "employer_space",
        "ask",
        "place"
    )
}
