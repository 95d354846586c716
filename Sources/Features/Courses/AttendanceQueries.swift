import Base
import Store
import Terms

extension Statement where Result == Participant {
    /// Everybody with a place on a course, by name; marks as one letter an afternoon.
    static let participants = Statement(
        """
        select e.id, e.person_id, p.given_name, p.family_name, e.state,
               (select string_agg(coalesce(left(a.mark, 1), '-'), '' order by n)
                  from generate_series(1, 7) n
                  left join attendance a on a.tenant_id = $1 and a.enrolment_id = e.id and a.number = n) as marks
          from enrolment e
          join person p on p.tenant_id = $1 and p.id = e.person_id
         where e.tenant_id = $1 and e.course_id = $2
         order by p.name_key, e.id
        """,
        Participant.init(row:)
    )

    /// One person's own place on a course.
    static let ownPlace = Statement(
        """
        select e.id, e.person_id, p.given_name, p.family_name, e.state,
               (select string_agg(coalesce(left(a.mark, 1), '-'), '' order by n)
                  from generate_series(1, 7) n
                  left join attendance a on a.tenant_id = $1 and a.enrolment_id = e.id and a.number = n) as marks
          from enrolment e
          join person p on p.tenant_id = $1 and p.id = e.person_id
         where e.tenant_id = $1 and e.course_id = $2 and e.person_id = $3
        """,
        Participant.init(row:)
    )
}

extension Participant {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        person = try row.id("person_id")
        name = try row.text("given_name") + " " + row.text("family_name")
        isPaused = try row.text("state") == "paused"
        marks = try row.text("marks").map { letter in
            Presence.allCases.first { $0.rawValue.first == letter }
        }
    }
}

extension Statement where Result == Void {
    /// Marks, several at once: enrolments (`$3`), afternoons (`$4`), marks (`$5`), by a membership (`$6`).
    static let keepMarks = Statement(
        """
        insert into attendance (tenant_id, course_id, enrolment_id, number, mark, marked_by)
        select $1, $2, e, n, m, $6 from unnest($3::uuid[], $4::smallint[], $5::text[]) as x (e, n, m)
            on conflict (tenant_id, enrolment_id, number) do update
           set mark = excluded.mark, marked_by = excluded.marked_by, marked_at = public.moment()
        """
    )

    static let clearMarks = Statement(
        """
        delete from attendance a using unnest($3::uuid[], $4::smallint[]) as x (e, n)
         where a.tenant_id = $1 and a.course_id = $2 and a.enrolment_id = x.e and a.number = x.n
        """
    )
}
