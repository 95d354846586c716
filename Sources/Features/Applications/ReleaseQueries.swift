import Base
import Store
import Terms

/// An employer's space that a business id leads to.
struct EmployerSpace: Sendable {
    let id: ID<Space>
    let state: String
}

extension Statement where Result == ConsentText {
    /// The newest text of a kind (`$2`) in a language (`$3`).
    ///
    /// Texts belong to every space alike.
    static let consentText = Statement(
        """
        select t.version, t.language, t.title, t.body, encode(t.sha256, 'hex') as hash
          from consent_text t cross join space s
         where s.id = $1 and t.kind = $2 and t.language = $3 order by t.version desc limit 1
        """,
        ConsentText.init,
        "version",
        "language",
        "title",
        "body",
        "hash"
    )
}

extension Statement where Result == Int {
    static let asksOfDay = Statement(
        """
        select count(*)::integer as number from consent_ask
         where tenant_id = $1 and application_id = $2 and sent_at > public.moment() - interval '1 day'
        """,
        "number"
    )
}

extension Statement where Result == Void {
    static let addRelease = Statement(
        """
        insert into release (tenant_id, id, application_id, person_id, employer_name, business_id,
               employer_space_id, giver_name, giver_email, wants_working_time, wants_travel,
               wants_substitute, wants_contact_person, text_version, language)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'working-time' = any ($10::text[]), 'travel' = any ($10),
          'substitute' = any ($10), 'contact' = any ($10), $11, $12)
        """
    )

    static let takeReleaseBack = Statement(
        """
        update release set state = 'withdrawn', withdrawn_at = public.moment()
         where tenant_id = $1 and id = $2 and state = 'active'
        """
    )

    static let addAsk = Statement(
        """
        insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    static let cancelAsk = Statement(
        """
        update consent_ask set state = 'cancelled'
         where tenant_id = $1 and id = $2 and state in ('waiting', 'given', 'without-support')
        """
    )

    static let expireAsk = Statement(
        """
        update consent_ask set state = 'expired'
         where tenant_id = $1 and id = $2 and state = 'waiting' and expires_at <= public.moment()
        """
    )

    static let noteReminder = Statement(
        "update consent_ask set reminded_at = public.moment() where tenant_id = $1 and id = $2"
    )
}

extension AccountStatement where Result == EmployerSpace {
    static let employerByBusinessID = AccountStatement(
        "select space_id, state from accounts.employer_by_business_id($1)",
        EmployerSpace.init,
        "space_id",
        "state"
    )
}

extension AccountStatement where Result == Void {
    // Two applicants who name the same new employer at once make one space, not two.
    static let lockBusinessID = AccountStatement(
        "select pg_advisory_xact_lock(hashtextextended($1, 20261))"
    )

    static let makeEmployerSpace = AccountStatement(
        "select space_make($1, $2, 'employer', 'unclaimed', $3, $4, $4, $4, $5)"
    )
}
