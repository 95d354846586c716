import Base
import Routing
import Store
import Terms

/// A line of the list.
struct ListedApplication: Sendable {
    let id: ID<Application>
    let person: ID<Person>
    let name: String
    let course: String
    let stage: Stage
    let since: Instant
    let appliedAt: Instant
}

/// How many applications stand at one place.
struct StageNumber: Sendable {
    let stage: Stage
    let number: Int
}

/// A course that has applications, for the filter.
struct CourseChoice: Sendable {
    let id: ID<Course>
    let name: String
}

/// How many applications of a course stand at one place, and the longest of them since when.
struct StageCount: Sendable {
    let course: ID<Course>
    let courseName: String
    let stage: Stage
    let hasKeys: Bool
    let count: Int
    let since: Instant
}

extension Statement where Result == Application {
    /// `$2` the application, `$3` whose it must be; null for anybody's.
    static let application = Statement(
        """
        select v.id, v.stage, v.since, v.has_keys, v.created_at,
               c.id as course_id, c.name, c.place, c.address, c.state as course_state,
               p.id as person_id, p.given_name, p.family_name, p.email, p.phone, p.municipality, p.language,
               r.id as release_id, r.employer_name, r.business_id, r.employer_space_id, r.giver_name,
               r.giver_email, supports(r.wants_working_time, r.wants_travel, r.wants_substitute,
                 r.wants_contact_person) as wants, r.given_at,
               k.id as ask_id, k.state as ask_state, k.sent_at, k.expires_at, k.reminded_at, k.decided_at, k.decided_by,
               k.strength,
               supports(k.support_working_time, k.support_travel, k.support_substitute,
                 k.support_contact <> '') as given, k.support_contact,
               (select max(w.withdrawn_at) from release w
                 where w.tenant_id = $1 and w.application_id = v.id and w.state = 'withdrawn') as taken_back_at,
               v.enrolment_id
          from application_path v
          join course c on c.tenant_id = $1 and c.id = v.course_id
          join person p on p.tenant_id = $1 and p.id = v.person_id
          left join release r on r.tenant_id = $1 and r.id = v.release_id
          left join consent_ask k on k.tenant_id = $1 and k.id = v.ask_id
         where v.tenant_id = $1 and v.id = $2 and ($3::uuid is null or v.person_id = $3)
        """,
        Application.init(row:)
    )
}

extension Application {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        stage = try row.choice("stage")
        since = try row.instant("since")
        hasKeys = try row.bool("has_keys")
        appliedAt = try row.instant("created_at")
        course = try AppliedCourse(
            id: row.id("course_id"),
            name: row.text("name"),
            town: row.choice("place"),
            address: row.text("address"),
            state: row.choice("course_state")
        )
        person = try PersonFacts(
            id: row.id("person_id"),
            givenName: row.text("given_name"),
            familyName: row.text("family_name"),
            email: row.text("email"),
            phone: row.text("phone"),
            municipality: row.text("municipality"),
            language: row.language("language")
        )
        release = try ReleaseFacts(row: row)
        takenBackAt = try row.instantIfAny("taken_back_at")
        ask = try AskFacts(row: row)
        enrolment = try row.idIfAny("enrolment_id")
    }
}

extension ReleaseFacts {
    init?(row: Row) throws(Failure) {
        guard let id: ID<Release> = try row.idIfAny("release_id") else { return nil }
        self.id = id
        employerName = try row.text("employer_name")
        businessID = try row.text("business_id")
        employerSpace = try row.id("employer_space_id")
        giverName = try row.text("giver_name")
        giverEmail = try row.text("giver_email")
        support = Set(try row.texts("wants").compactMap(Support.init(rawValue:)))
        givenAt = try row.instant("given_at")
    }
}

extension AskFacts {
    init?(row: Row) throws(Failure) {
        guard let id: ID<ConsentAsk> = try row.idIfAny("ask_id") else { return nil }
        self.id = id
        state = try row.choice("ask_state")
        sentAt = try row.instant("sent_at")
        expiresAt = try row.instant("expires_at")
        remindedAt = try row.instantIfAny("reminded_at")
        decidedAt = try row.instantIfAny("decided_at")
        decidedBy = try row.textIfAny("decided_by") ?? ""
        strength = try row.textIfAny("strength").flatMap(IdentityStrength.init(rawValue:))
        given = Set(try row.texts("given").compactMap(Support.init(rawValue:)))
        contact = try row.textIfAny("support_contact") ?? ""
    }
}

extension Statement where Result == ID<Application> {
    /// Keeps an application from changing until the transaction ends: who comes second sees what the first has done.
    static let lockApplication = Statement(
        "select id from application where tenant_id = $1 and id = $2 for update"
    ) { row throws(Failure) in try row.id("id") }
}

extension Statement where Result == LoggedEvent {
    /// What has been done on the path of an application (`$2`), newest first.
    ///
    /// Who has looked is told elsewhere.
    static let onPath = Statement(
        """
        select l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
               (l.label_person, l.label_member, l.label_text) as label
          from log.event_part d
          join log.event_line l on l.tenant_id = $1 and l.id = d.event_id
         where d.tenant_id = $1 and d.part = 'detail' and l.kind in ('write', 'consent')
           and d.object_id in (
             select $2::uuid
             union all select r.id from release r where r.tenant_id = $1 and r.application_id = $2
             union all select k.id from consent_ask k where k.tenant_id = $1 and k.application_id = $2
             union all select n.id from enrolment n where n.tenant_id = $1 and n.application_id = $2)
         order by l.at desc, l.id desc
         limit 30
        """,
        LoggedEvent.read
    )
}

extension Statement where Result == AppliedCourse {
    /// A course (`$2`) that takes applications, or that took them before it began.
    static let publicCourse = Statement(
        """
        select id, name, place, address, state from course
         where tenant_id = $1 and id = $2 and state in ('open', 'running', 'done')
        """,
        AppliedCourse.init,
        "id",
        "name",
        "place",
        "address",
        "state"
    )
}

extension Statement where Result == Afternoon {
    static let afternoons = Statement(
        """
        select number, held_on, starts_at, ends_at from course_session
         where tenant_id = $1 and course_id = $2 order by number
        """,
        Afternoon.init,
        "number",
        "held_on",
        "starts_at",
        "ends_at"
    )
}

extension Statement where Result == ListedApplication {
    /// `$2` whose, `$3` of which course, `$4` at which stage, `$5` older than which application, `$7` only what waits
    /// for coordinators, by the rule of `stagesWaiting`; each null for all.
    static let applicationsListed = Statement(
        """
        select v.id, v.person_id, p.family_name || ' ' || p.given_name as name, c.name as course, v.stage,
               v.since, v.created_at
          from application_path v
          join course c on c.tenant_id = $1 and c.id = v.course_id
          join person p on p.tenant_id = $1 and p.id = v.person_id
         where v.tenant_id = $1 and ($2::uuid is null or v.person_id = $2)
           and ($3::uuid is null or v.course_id = $3) and ($4::text is null or v.stage = $4)
           and ($5::uuid is null or (v.created_at, v.id)
                 < (select a.created_at, a.id from application a where a.tenant_id = $1 and a.id = $5))
           and ($7::text is null or (c.state in ('open', 'running')
             and ((v.stage = 'received' and v.since > public.moment() - interval '14 days')
               or v.stage in ('given', 'taken-back', 'expired')
               or (v.stage = 'paused' and v.has_keys = ($7 = 'resume'))
               or (v.stage = 'waiting' and v.since < public.moment() - interval '7 days'
                 and exists (select from consent_ask k where k.tenant_id = $1 and k.id = v.ask_id
                   and coalesce(k.reminded_at, k.sent_at) < public.moment() - interval '3 days')))))
         order by v.created_at desc, v.id desc
         limit $6
        """
    ) { row throws(Failure) in
        try ListedApplication(
            id: row.id("id"),
            person: row.id("person_id"),
            name: row.text("name"),
            course: row.text("course"),
            stage: row.choice("stage"),
            since: row.instant("since"),
            appliedAt: row.instant("created_at")
        )
    }
}

extension Statement where Result == StageNumber {
    /// `$2` whose, `$3` of which course; each null for all.
    static let stagesCounted = Statement(
        """
        select v.stage, count(*)::integer as number from application_path v
         where v.tenant_id = $1 and ($2::uuid is null or v.person_id = $2)
           and ($3::uuid is null or v.course_id = $3)
         group by v.stage
        """
    ) { row throws(Failure) in
        try StageNumber(stage: row.choice("stage"), number: row.int("number"))
    }
}

extension Statement where Result == CourseChoice {
    static let coursesApplied = Statement(
        """
        select c.id, c.name from course c
         where c.tenant_id = $1 and exists (select from application a
           where a.tenant_id = $1 and a.course_id = c.id and ($2::uuid is null or a.person_id = $2))
         order by c.created_at desc, c.id limit 12
        """
    ) { row throws(Failure) in try CourseChoice(id: row.id("id"), name: row.text("name")) }
}

extension Statement where Result == StageCount {
    /// What waits for coordinators, counted: nobody is named on Today.
    static let stagesWaiting = Statement(
        """
        select v.course_id, c.name, v.stage, v.has_keys, count(*)::integer as number, min(v.since) as since
          from application_path v
          join course c on c.tenant_id = $1 and c.id = v.course_id and c.state in ('open', 'running')
         where v.tenant_id = $1
           and ((v.stage = 'received' and v.since > public.moment() - interval '14 days')
             or v.stage in ('given', 'taken-back', 'expired', 'paused')
             or (v.stage = 'waiting' and v.since < public.moment() - interval '7 days'
               and exists (select from consent_ask k where k.tenant_id = $1 and k.id = v.ask_id
                 and coalesce(k.reminded_at, k.sent_at) < public.moment() - interval '3 days')))
         group by v.course_id, c.name, v.stage, v.has_keys
        """
    ) { row throws(Failure) in
        try StageCount(
            course: row.id("course_id"),
            courseName: row.text("name"),
            stage: row.choice("stage"),
            hasKeys: row.bool("has_keys"),
            count: row.int("number"),
            since: row.instant("since")
        )
    }
}

extension Statement where Result == ProviderContact {
    static let providerContact = Statement(
        "select contact_email, contact_phone from space where id = $1"
    ) { row throws(Failure) in
        try ProviderContact(email: row.text("contact_email"), phone: row.text("contact_phone"))
    }
}

extension Statement where Result == Void {
    static let changeApplication = Statement(
        "update application set state = $3, changed_at = public.moment() where tenant_id = $1 and id = $2"
    )

    static let addEnrolment = Statement(
        """
        insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
        values ($1, $2, $3, $4, $5, $6)
        """
    )

    static let resumeEnrolment = Statement(
        """
        update enrolment set state = 'active', consent_ask_id = $3, changed_at = public.moment()
         where tenant_id = $1 and id = $2
        """
    )
}
