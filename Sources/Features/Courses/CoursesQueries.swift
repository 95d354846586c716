import Access
import Base
import Store
import Terms

/// How far the reader's permission reaches, as the statements take it.
struct Reach {
    let scope: String
    let membership: ID<Membership>?
    let person: ID<Person>?

    init(_ permit: Permit) {
        scope = permit.scope.rawValue
        membership = permit.actor.membership
        person = permit.actor.person
    }
}

extension Statement where Result == CourseDetails {
    /// Courses within reach (`$2` scope, `$3` membership, `$4` person) at a moment (`$5`, `$6`), latest first; one course
    /// (`$7`), one state (`$8`), from a place in the list (`$9`, `$10`), so many (`$11`).
    static let courses = Statement(
        """
        select c.id, c.name, c.place, c.address, c.state, c.seats, c.sessions_needed, c.summary,
               s.held, s.first_on, s.last_on, e.participants, r.is_staff
          from course c
          cross join lateral (
            select count(*) filter (where (held_on, ends_at) <= ($5::date, $6::time)) as held,
                   min(held_on) as first_on, max(held_on) as last_on
              from course_session where tenant_id = $1 and course_id = c.id) s
          cross join lateral (
            select count(*) as participants from enrolment
             where tenant_id = $1 and course_id = c.id and state = 'active') e
          cross join lateral (
            select $2 = 'all' or ($2 = 'course' and exists (select from course_trainer
                     where tenant_id = $1 and course_id = c.id and membership_id = $3)) as is_staff,
                   exists (select from application where tenant_id = $1 and course_id = c.id
                     and person_id = $4 and state = 'received')
                   or exists (select from enrolment where tenant_id = $1 and course_id = c.id
                     and person_id = $4) as takes_part) r
         where c.tenant_id = $1 and (r.is_staff or r.takes_part)
           and ($7::uuid is null or c.id = $7) and ($8::text is null or c.state = $8)
           and ($9::date is null or (coalesce(s.first_on, '9999-12-31'), c.id) < ($9, $10::uuid))
         order by coalesce(s.first_on, '9999-12-31') desc, c.id desc
         limit $11
        """
    ) { row throws(Failure) in
        CourseDetails(
            id: try row.id("id"),
            name: try row.text("name"),
            town: try row.choice("place"),
            address: try row.text("address"),
            state: try row.choice("state"),
            seats: try row.int("seats"),
            sessionsNeeded: try row.int("sessions_needed"),
            summary: try row.text("summary"),
            held: try row.int("held"),
            first: try row.dayIfAny("first_on"),
            last: try row.dayIfAny("last_on"),
            participants: try row.int("participants"),
            isStaff: try row.bool("is_staff")
        )
    }
}

extension Ask where Answer == CourseDetails {
    /// One course within reach; out of reach is absent.
    static func course(_ id: ID<Course>, _ reach: Reach, at moment: Instant) -> Ask {
        let now = moment.inFinland
        return .one(
            .courses,
            reach.scope,
            reach.membership,
            reach.person,
            now.day,
            now.time,
            id,
            String?.none,
            Day?.none,
            ID<Course>?.none,
            1
        )
    }
}

extension Statement where Result == CourseSession {
    static let afternoons = Statement(
        """
        select number, held_on, starts_at, ends_at, topic from course_session
         where tenant_id = $1 and course_id = $2 order by number
        """
    ) { row throws(Failure) in
        CourseSession(
            number: try row.int("number"),
            day: try row.day("held_on"),
            starts: try row.time("starts_at"),
            ends: try row.time("ends_at"),
            topic: try row.text("topic")
        )
    }
}

extension Statement where Result == Trainer {
    /// Members who can be chosen for a course (`$2`, null for one that is being made) today (`$3`), and who are.
    static let trainersToChoose = Statement(
        """
        select m.id, m.name, t.membership_id is not null as is_chosen
          from membership m
          left join course_trainer t on t.tenant_id = $1 and t.course_id = $2 and t.membership_id = m.id
         where m.tenant_id = $1 and (t.membership_id is not null
           or (coalesce(m.ends_on, 'infinity') >= $3::date and exists (select from membership_role r
                where r.tenant_id = $1 and r.membership_id = m.id and r.role = 'trainer'
                  and coalesce(r.ends_on, 'infinity') >= $3::date)))
         order by order_key(m.name) collate "C", m.id
        """,
        Trainer.init(row:)
    )

    static let trainers = Statement(
        """
        select m.id, m.name, true as is_chosen from course_trainer t
          join membership m on m.tenant_id = $1 and m.id = t.membership_id
         where t.tenant_id = $1 and t.course_id = $2 order by order_key(m.name) collate "C", m.id
        """,
        Trainer.init(row:)
    )
}

extension Trainer {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        name = try row.text("name")
        isChosen = try row.bool("is_chosen")
    }
}

extension Statement where Result == Bool {
    /// Whether a person (`$3`) who applied for a course (`$2`) lets the employer be asked now.
    static let isReleased = Statement(
        """
        select exists (select from application a
          join release r on r.tenant_id = $1 and r.application_id = a.id and r.state = 'active'
         where a.tenant_id = $1 and a.course_id = $2 and a.person_id = $3) as is_released
        """
    ) { row throws(Failure) in try row.bool("is_released") }
}

extension Statement where Result == Int {
    static let applicationsCounted = Statement(
        """
        select count(*)::integer as number from application where tenant_id = $1 and course_id = $2
        """
    ) { row throws(Failure) in try row.int("number") }
}

extension Statement where Result == String {
    /// The state of a course, which nobody changes until the transaction ends.
    static let stateForUpdate = Statement(
        "select state from course where tenant_id = $1 and id = $2 for no key update"
    ) { row throws(Failure) in try row.text("state") }
}

extension Statement where Result == Void {
    static let addCourse = Statement(
        """
        insert into course (tenant_id, id, name, place, address, seats, sessions_needed, summary)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    )

    static let changeCourse = Statement(
        """
        update course set name = $3, place = $4, address = $5, seats = $6, sessions_needed = $7, summary = $8
         where tenant_id = $1 and id = $2
        """
    )

    static let keepAfternoons = Statement(
        """
        insert into course_session (tenant_id, course_id, number, held_on, starts_at, ends_at, topic)
        select $1, $2, n, d, s, e, t
          from unnest($3::smallint[], $4::date[], $5::time[], $6::time[], $7::text[]) as x (n, d, s, e, t)
            on conflict (tenant_id, course_id, number) do update
           set held_on = excluded.held_on, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
               topic = excluded.topic
        """
    )

    static let dropTrainers = Statement(
        "delete from course_trainer where tenant_id = $1 and course_id = $2 and membership_id <> all ($3::uuid[])"
    )

    static let addTrainers = Statement(
        """
        insert into course_trainer (tenant_id, course_id, membership_id)
        select $1, $2, m from unnest($3::uuid[]) as m on conflict do nothing
        """
    )

    static let changeState = Statement(
        "update course set state = $3 where tenant_id = $1 and id = $2"
    )
}
