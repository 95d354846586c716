import Base
import Letters
import Store
import Terms

extension Statement where Result == ConsentRequest {
    static let consentRequest = Statement(
        """
        select id, provider_space_id, ask_id, provider_name, employee_name, employer_name, course_name, place,
               sessions::text as sessions, hours,
               supports(asks_working_time, asks_travel, asks_substitute, asks_contact_person) as asked,
               provider_contact, giver_name, giver_email, text_version, language,
               encode(applicant_mark, 'hex') as applicant_mark, sent_at, expires_at,
               case when state = 'waiting' and expires_at <= public.moment() then 'expired' else state end as state
          from consent_request
         where tenant_id = $1 and id = $2
        """,
        ConsentRequest.init(row:)
    )
}

extension ConsentRequest {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        provider = try row.id("provider_space_id")
        ask = try row.id("ask_id")
        guard
            let afternoons = JSON(parsing: try row.text("sessions")).flatMap(
                [Afternoon].init(json:)
            )
        else { throw .broken(Fault("the afternoons of a request cannot be read")) }
        facts = RequestFacts(
            provider: try row.text("provider_name"),
            employer: try row.text("employer_name"),
            employee: try row.text("employee_name"),
            course: CourseFacts(
                name: try row.text("course_name"),
                place: try row.text("place"),
                afternoons: afternoons,
                hours: try row.int("hours")
            )
        )
        asked = Set(try row.texts("asked").compactMap(Support.init(rawValue:)))
        contact = try row.text("provider_contact")
        giverName = try row.text("giver_name")
        giverEmail = try row.text("giver_email")
        textVersion = try row.int("text_version")
        language = try row.language("language")
        applicantMark = try row.text("applicant_mark")
        state = try row.choice("state")
        sentAt = try row.instant("sent_at")
        expiresAt = try row.instant("expires_at")
    }
}

/// A line of the list of requests.
struct ConsentLine: Sendable {
    let id: ID<ConsentRequest>
    /// Empty when the matter is over without an answer: then the employer sees no more of it.
    let employee: String
    let course: String
    let giver: String
    let state: ConsentState
    let sentAt: Instant
    let expiresAt: Instant
}

extension Statement where Result == ConsentLine {
    /// A page of requests, newest first: of one state (`$2`) when it is named, older than a request (`$3`) when one is.
    static let consentPage = Statement(
        """
        with line as (
          select id, sent_at, expires_at, giver_name, giver_email, decided_at, employee_name, course_name,
                 case when state = 'waiting' and expires_at <= public.moment() then 'expired' else state end as state
            from consent_request where tenant_id = $1)
        select id, sent_at, expires_at, state, coalesce(nullif(giver_name, ''), giver_email) as giver,
               case when state = 'cancelled' and decided_at is null then '' else employee_name end as employee_name,
               case when state = 'cancelled' and decided_at is null then '' else course_name end as course_name
          from line
         where ($2::text is null or state = $2)
           and ($3::uuid is null or (sent_at, id) < (select r.sent_at, r.id from consent_request r
                 where r.tenant_id = $1 and r.id = $3))
         order by sent_at desc, id desc
         limit $4
        """,
        ConsentLine.init(row:)
    )

    /// What waits for an answer, oldest first.
    static let consentsWaiting = Statement(
        """
        select id, sent_at, expires_at, state, coalesce(nullif(giver_name, ''), giver_email) as giver,
               employee_name, course_name
          from consent_request
         where tenant_id = $1 and state = 'waiting' and expires_at > public.moment()
         order by sent_at, id
         limit 50
        """,
        ConsentLine.init(row:)
    )
}

extension ConsentLine {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        sentAt = try row.instant("sent_at")
        expiresAt = try row.instant("expires_at")
        state = try row.choice("state")
        giver = try row.text("giver")
        employee = try row.text("employee_name")
        course = try row.text("course_name")
    }
}

extension Statement where Result == ConsentText {
    /// The employer's text of a version (`$2`) in a language (`$3`), or in another when there is none in that.
    static let employerText = Statement(
        """
        select version, language, title, body, encode(sha256, 'hex') as hash from consent_text
         where $1::uuid is not null and kind = 'employer' and version = $2
         order by language = $3 desc, language
         limit 1
        """,
        ConsentText.init,
        "version",
        "language",
        "title",
        "body",
        "hash"
    )
}

extension Statement where Result == String {
    /// The address under which the organisation itself is reached.
    static let contactEmail = Statement("select contact_email from space where id = $1") {
        row throws(Failure) in
        try row.text("contact_email")
    }
}

extension Statement where Result == Void {
    /// Makes others who answer the same request wait until this transaction ends.
    static let holdRequest = Statement(
        "select id from consent_request where tenant_id = $1 and id = $2 for update"
    )

    static let keepDecision = Statement(
        """
        insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
          support_substitute, support_contact, typed_name, email, text_version, text_language, text_sha256,
          identity_strength, link_id, membership_id, decided_at)
        values ($1, $2, $3, $4, $5, 'working-time' = any ($6::text[]), 'travel' = any ($6), 'substitute' = any ($6),
          $7, $8, $9, $10, $11, decode($12, 'hex'), $13, $14, $15, $16)
        """
    )

    static let answerRequest = Statement(
        "update consent_request set state = $3, decided_at = $4 where tenant_id = $1 and id = $2"
    )

    static let withdrawRequest = Statement(
        "update consent_request set state = 'withdrawn' where tenant_id = $1 and id = $2"
    )

    static let setGiver = Statement(
        "update consent_request set giver_name = $3, giver_email = $4 where tenant_id = $1 and id = $2"
    )
}
