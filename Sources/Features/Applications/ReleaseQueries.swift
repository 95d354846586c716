import Base
import Store

/// A text of consent as it was shown.
struct ConsentText: Sendable {
    let version: Int
    let title: String
    let body: String
}

/// An employer's space that a business id leads to.
struct EmployerSpace: Sendable {
    let id: ID<Space>
    let slug: String
    let state: String
}

extension Statement where Result == ConsentText {
    /// The newest text of a kind (`$2`) in a language (`$3`).
    ///
    /// Texts belong to every space alike.
    static let consentText = Statement(
        """
        select t.version, t.title, t.body from consent_text t cross join space s
         where s.id = $1 and t.kind = $2 and t.language = $3 order by t.version desc limit 1
        """
    ) { row throws(Failure) in
        try ConsentText(
            version: row.int("version"),
            title: row.text("title"),
            body: row.text("body")
        )
    }
}

extension Statement where Result == Int {
    static let asksOfDay = Statement(
        """
        select count(*)::integer as number from consent_ask
         where tenant_id = $1 and application_id = $2 and sent_at > public.moment() - interval '1 day'
        """
    ) { row throws(Failure) in try row.int("number") }
}

extension Statement where Result == Language {
    /// The language in which the employer was asked, from our own copy of the letter.
    static let languageAsked = Statement(
        """
        select coalesce(body ->> 'language', 'fi') as language from letter
         where tenant_id = $1 and reference = $2 and direction = 'out' and kind = 'consent.request'
        """
    ) { row throws(Failure) in try row.language("language") }
}

extension Statement where Result == Void {
    static let addRelease = Statement(
        """
        insert into release (tenant_id, id, application_id, person_id, employer_name, business_id,
               employer_space_id, giver_name, giver_email, wants_working_time, wants_travel,
               wants_substitute, wants_contact_person, text_version, language)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
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

// What a letter does in the employer's space: `$1` is that space.
extension Statement where Result == Void {
    static let receiveRequest = Statement(
        """
        insert into consent_request (tenant_id, id, provider_space_id, ask_id, provider_name, employee_name,
               employer_name, course_name, place, sessions, hours, asks_working_time, asks_travel,
               asks_substitute, asks_contact_person, giver_name, giver_email, text_version, language, expires_at,
               applicant_mark)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """
    )

    static let receiveLink = Statement(
        """
        insert into consent_link (tenant_id, id, request_id, token_hash, email, name, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    // Who may decide there hears of it, whomever the applicant has named: the consent-givers, or the contact without any.
    static let mailGivers = Statement(
        """
        with giver as (
          select m.email from membership m
           where m.tenant_id = $1 and holds_role(m.tenant_id, m.id, 'consent-giver') limit 20)
        insert into outbox (tenant_id, id, recipient, subject, body, language)
        select $1, gen_random_uuid(), x.email, $3::text, $4::text, $5::text
          from (select email from giver
                union select contact_email from space
                 where id = $1 and contact_email <> '' and not exists (select from giver)) x
         where x.email <> $2
        """
    )

    static let cancelRequest = Statement(
        """
        update consent_request set state = 'cancelled'
         where tenant_id = $1 and ask_id = $2 and state in ('waiting', 'given', 'without-support')
        """
    )

    static let revokeLinks = Statement(
        """
        update consent_link set revoked_at = public.moment()
         where tenant_id = $1 and revoked_at is null and request_id in (
           select q.id from consent_request q where q.tenant_id = $1 and q.ask_id = $2)
        """
    )

    // Who answers now, the employer knows: the request may have been passed on to a colleague.
    static let receiveReminderLink = Statement(
        """
        insert into consent_link (tenant_id, id, request_id, token_hash, email, name, expires_at)
        select $1, $2::uuid, q.id, $3::bytea, q.giver_email, q.giver_name, q.expires_at from consent_request q
         where q.tenant_id = $1 and q.ask_id = $4 and q.state = 'waiting'
        """
    )

    static let mailReminder = Statement(
        """
        insert into outbox (tenant_id, id, recipient, subject, body, language)
        select $1, $2::uuid, q.giver_email, $3::text, $4::text, $5::text from consent_request q
         where q.tenant_id = $1 and q.ask_id = $6 and q.state = 'waiting'
        """
    )
}

extension AccountStatement where Result == EmployerSpace {
    static let employerByBusinessID = AccountStatement(
        "select space_id, slug, state from accounts.employer_by_business_id($1)"
    ) { row throws(Failure) in
        try EmployerSpace(
            id: row.id("space_id"),
            slug: row.text("slug"),
            state: row.text("state")
        )
    }
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
