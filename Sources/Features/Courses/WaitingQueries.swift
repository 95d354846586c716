import Base
import Store
import Terms

/// An afternoon of a course for which something waits.
struct WaitingAfternoon: Sendable {
    let course: ID<Course>
    let name: String
    let town: String
    let number: Int
    let day: Day
    let starts: TimeOfDay
    let ends: TimeOfDay
    let since: Instant
    let count: Int

    init(row: Row) throws(Failure) {
        course = try row.id("id")
        name = try row.text("name")
        town = try row.text("place")
        number = try row.int("number")
        day = try row.day("held_on")
        starts = try row.time("starts_at")
        ends = try row.time("ends_at")
        since = try row.instant("since")
        count = try row.int("people")
    }
}

extension Statement where Result == WaitingAfternoon {
    /// Afternoons that are over (`$4`, `$5`) with participants unmarked, within reach (`$2` scope, `$3` membership).
    static let unmarked = Statement(
        """
        select c.id, c.name, c.place, s.number, s.held_on, s.starts_at, s.ends_at,
               (s.held_on + s.ends_at) at time zone 'Europe/Helsinki' as since, count(*) as people
          from course c
          join course_session s on s.tenant_id = $1 and s.course_id = c.id
          join enrolment e on e.tenant_id = $1 and e.course_id = c.id and e.state = 'active'
         where c.tenant_id = $1 and c.state in ('open', 'running')
           and (s.held_on, s.ends_at) <= ($4::date, $5::time)
           and not exists (select from attendance a
                 where a.tenant_id = $1 and a.enrolment_id = e.id and a.number = s.number)
           and ($2 = 'all' or ($2 = 'course' and exists (select from course_trainer t
                 where t.tenant_id = $1 and t.course_id = c.id and t.membership_id = $3)))
         group by c.id, c.name, c.place, s.number, s.held_on, s.starts_at, s.ends_at
         order by s.held_on, c.id limit 50
        """,
        WaitingAfternoon.init(row:)
    )

    /// First afternoons, until a day (`$4`), of courses that are still open for applications.
    static let startingSoon = Statement(
        """
        select c.id, c.name, c.place, s.number, s.held_on, s.starts_at, s.ends_at,
               (s.held_on - 14 + s.starts_at) at time zone 'Europe/Helsinki' as since, 0 as people
          from course c
          join course_session s on s.tenant_id = $1 and s.course_id = c.id and s.number = 1
         where c.tenant_id = $1 and c.state = 'open' and s.held_on <= $4::date
           and ($2 = 'all' or ($2 = 'course' and exists (select from course_trainer t
                 where t.tenant_id = $1 and t.course_id = c.id and t.membership_id = $3)))
         order by s.held_on, c.id limit 50
        """,
        WaitingAfternoon.init(row:)
    )

    /// A person's (`$2`) next afternoon.
    static let nextOwn = Statement(
        """
        select c.id, c.name, c.place, s.number, s.held_on, s.starts_at, s.ends_at,
               (s.held_on + s.starts_at) at time zone 'Europe/Helsinki' as since, 0 as people
          from enrolment e
          join course c on c.tenant_id = $1 and c.id = e.course_id and c.state in ('open', 'running')
          join course_session s on s.tenant_id = $1 and s.course_id = c.id
         where e.tenant_id = $1 and e.person_id = $2 and e.state = 'active'
           and (s.held_on, s.ends_at) > ($3::date, $4::time)
         order by s.held_on limit 1
        """,
        WaitingAfternoon.init(row:)
    )
}
