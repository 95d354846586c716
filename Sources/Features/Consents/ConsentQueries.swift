import Base
import Store

extension Statement where Result == ConsentRequest {
    static let consentRequest = Statement(
        """
        select id, provider_space_id, ask_id, provider_name, employee_name, employer_name, course_name, place,
               array(select concat_ws(' ', s ->> 'date', s ->> 'starts', s ->> 'ends')
                       from jsonb_array_elements(sessions) s order by s ->> 'date') as sessions,
               hours,
               array_remove(array[case when asks_working_time then 'working-time' end,
                 case when asks_travel then 'travel' end, case when asks_substitute then 'substitute' end,
                 case when asks_contact_person then 'contact' end], null) as asked,
               giver_name, giver_email, text_version, language, applicant_mark, sent_at, expires_at,
               case when state = 'waiting' and expires_at <= public.moment() then 'expired' else state end as state
          from consent_request
         where tenant_id = $1 and id = $2
        """
    ) { row throws(Failure) in
        ConsentRequest(
            id: try row.id("id"),
            provider: try row.id("provider_space_id"),
            ask: try row.id("ask_id"),
            facts: try CourseFacts(row: row),
            asked: Set(try row.texts("asked").compactMap(Support.init(rawValue:))),
            giverName: try row.text("giver_name"),
            giverEmail: try row.text("giver_email"),
            textVersion: try row.int("text_version"),
            language: try row.language("language"),
            applicantMark: try row.bytes("applicant_mark"),
            state: try row.choice("state"),
            sentAt: try row.instant("sent_at"),
            expiresAt: try row.instant("expires_at")
        )
    }
}

extension CourseFacts {
    init(row: Row) throws(Failure) {
        provider = try row.text("provider_name")
        employee = try row.text("employee_name")
        employer = try row.text("employer_name")
        course = try row.text("course_name")
        place = try row.text("place")
        afternoons = try row.texts("sessions").compactMap(Afternoon.init(text:))
        hours = try row.int("hours")
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
        select version, language, title, body, sha256 from consent_text
         where $1::uuid is not null and kind = 'employer' and version = $2
         order by language = $3 desc, language
         limit 1
        """
    ) { row throws(Failure) in
        ConsentText(
            version: try row.int("version"),
            language: try row.language("language"),
            title: try row.text("title"),
            body: try row.text("body"),
            sha256: try row.bytes("sha256")
        )
    }
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
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
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

    /// The answer, as the provider's space keeps it.
    ///
    /// Nothing changes when the provider no longer waits for it.

    // The applicant's own page is named by the database: the employer knows neither slug nor id.
    static let mailApplicant = Statement(
        """
        insert into outbox (tenant_id, id, recipient, subject, body, language)
        select $1, $2::uuid, p.email, $4::jsonb -> p.language ->> 'subject',
               replace($4::jsonb -> p.language ->> 'body', '{page}',
                 $5::text || '/' || s.slug || '/applications/' || k.application_id),
               p.language
          from consent_ask k
          join person p on p.tenant_id = k.tenant_id and p.id = k.person_id
          join space s on s.id = k.tenant_id
         where k.tenant_id = $1 and k.id = $3 and p.email <> ''
        """
    )
}

// What a letter changes in the provider's space, with whom it touches.
extension Statement where Result == Touched {
    static let answerAsk = Statement(
        """
        update consent_ask
           set state = $3, decided_at = $4, decided_by = $5, support_working_time = $6, support_travel = $7,
               support_substitute = $8, support_contact = $9
         where tenant_id = $1 and id = $2 and state = 'waiting'
        returning person_id
        """
    ) { row throws(Failure) in Touched(person: try row.id("person_id")) }

    // A place that is active here is paused by the same statement's trigger.
    static let withdrawAsk = Statement(
        """
        with taken as (
          update consent_ask set state = 'withdrawn'
           where tenant_id = $1 and id = $2 and state in ('given', 'without-support')
          returning id, person_id)
        select t.person_id, e.id as place_id
          from taken t
          left join enrolment e on e.tenant_id = $1 and e.consent_ask_id = t.id and e.state = 'active'
        """
    ) { row throws(Failure) in
        Touched(person: try row.id("person_id"), thing: try row.idIfAny("place_id"))
    }
}
