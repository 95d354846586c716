import Audit
import Base
import Store

extension Statement where Result == LogLine {
    /// Events by a filter, newest first: people (`$2`), actor, role, kind, action, outcome, first and last day, special,
    /// outside office hours, and what is older than a key (`$12`, `$13`); at most `$14`.
    static let lines = Statement(
        """
        select e.id, e.at, e.kind, e.action, e.outcome, e.role, e.object_type,
               a.body::jsonb ->> 'name' as actor_name,
               coalesce(d.body::jsonb ->> 'label', d.body::jsonb ->> 'table') as label,
               d.body::jsonb ->> 'purpose' as purpose, (d.body::jsonb ->> 'count')::bigint as count,
               cardinality(e.subject_commitments) as subject_count, s.names as subject_names
          from (select e.id, e.at, e.kind, e.action, e.outcome, e.role, e.object_type, e.subject_commitments
                  from log.event e
                 where e.tenant_id = $1
                   and e.at >= coalesce($8::date::timestamp at time zone 'Europe/Helsinki', '-infinity')
                   and e.at < coalesce(($9::date + 1)::timestamp at time zone 'Europe/Helsinki', 'infinity')
                   and (e.at, e.id) < (coalesce($12::timestamptz, 'infinity'),
                         coalesce($13::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
                   and ($2::uuid[] is null or e.id in (select p.event_id from log.events_about($1, $2::uuid[]) p(event_id)))
                   and ($3::uuid is null or e.id in (select p.event_id from log.event_part p
                         where p.tenant_id = $1 and p.account_id = $3::uuid))
                   and ($4::text is null or e.role = $4)
                   and ($5::text is null or e.kind = $5)
                   and ($6::text is null or e.action = $6)
                   and ($7::text is null or e.outcome = $7)
                   and (not $10::boolean or e.action = 'note.revealed')
                   and (not $11::boolean
                         or extract(isodow from e.at at time zone 'Europe/Helsinki') > 5
                         or (e.at at time zone 'Europe/Helsinki')::time < '07:00'
                         or (e.at at time zone 'Europe/Helsinki')::time >= '18:00')
                   -- Never counted: it makes one plan for every filter too dear, so that each gets its own, by event_at.
                   and ($14::bigint > 0 or (select count(*) from log.event x, log.event y
                         where x.tenant_id = $1 and y.tenant_id = $1) = 0)
                 order by e.at desc, e.id desc
                 limit $14) e
          left join log.event_part a
            on a.tenant_id = $1 and a.event_id = e.id and a.part = 'actor' and a.ordinal = 0
          left join log.event_part d
            on d.tenant_id = $1 and d.event_id = e.id and d.part = 'detail' and d.ordinal = 0
          left join lateral (
               select array_agg(coalesce(p.given_name || ' ' || p.family_name, '') order by x.ordinal) as names
                 from (select x.person_id, x.ordinal from log.event_subject x
                        where x.tenant_id = $1 and x.event_id = e.id
                        order by x.ordinal limit 3) x
                 left join person p on p.tenant_id = $1 and p.id = x.person_id) s on true
         order by e.at desc, e.id desc
        """,
        LogLine.init(row:)
    )

    /// One event (`$2`) as a line.
    static let line = Statement(
        """
        select e.id, e.at, e.kind, e.action, e.outcome, e.role, e.object_type,
               a.body::jsonb ->> 'name' as actor_name,
               coalesce(d.body::jsonb ->> 'label', d.body::jsonb ->> 'table') as label,
               d.body::jsonb ->> 'purpose' as purpose, (d.body::jsonb ->> 'count')::bigint as count,
               cardinality(e.subject_commitments) as subject_count, '{}'::text[] as subject_names
          from log.event e
          left join log.event_part a
            on a.tenant_id = $1 and a.event_id = e.id and a.part = 'actor' and a.ordinal = 0
          left join log.event_part d
            on d.tenant_id = $1 and d.event_id = e.id and d.part = 'detail' and d.ordinal = 0
         where e.tenant_id = $1 and e.id = $2
        """,
        LogLine.init(row:)
    )
}

extension LogLine {
    fileprivate init(row: Row) throws(Failure) {
        id = try row.id("id")
        at = try row.instant("at")
        kind = try row.choice("kind")
        action = try row.text("action")
        outcome = try row.choice("outcome")
        role = try row.text("role")
        objectType = try row.text("object_type")
        actorName = try row.textIfAny("actor_name") ?? ""
        label = try row.textIfAny("label") ?? ""
        purpose = try row.textIfAny("purpose") ?? ""
        count = try row.intIfAny("count")
        subjectCount = try row.int("subject_count")
        subjectNames = try row.texts("subject_names")
    }
}

extension Statement where Result == LogHealth {
    /// How many events the space's log has, and between which times.
    static let health = Statement(
        """
        select count(*) as count,
               (select at from log.event where tenant_id = $1 order by at, id limit 1) as oldest,
               (select at from log.event where tenant_id = $1 order by at desc, id desc limit 1) as newest
          from log.event where tenant_id = $1
        """
    ) { row throws(Failure) in
        LogHealth(
            count: try row.int("count"),
            oldest: try row.instantIfAny("oldest"),
            newest: try row.instantIfAny("newest")
        )
    }
}

extension Statement where Result == LogDay {
    /// Events of each day in Finland from `$2` on; days without any are left out.
    static let days = Statement(
        """
        select (e.at at time zone 'Europe/Helsinki')::date as day, count(*) as count,
               count(*) filter (where e.outcome = 'refused') as refused
          from log.event e
         where e.tenant_id = $1 and e.at >= $2::date::timestamp at time zone 'Europe/Helsinki'
         group by 1 order by 1
        """
    ) { row throws(Failure) in
        LogDay(
            day: try row.day("day"),
            count: try row.int("count"),
            refused: try row.int("refused")
        )
    }
}

extension Statement where Result == FoundPerson {
    /// People in whose names every word of `$2` is found; at most `$3`.
    static let peopleByName = Statement(
        """
        select id, given_name || ' ' || family_name as name from person
         where tenant_id = $1
           and searched like all (search_patterns($2))
           and searchable(family_name || ' ' || given_name) like all (search_patterns($2))
         order by name_key, id limit $3
        """,
        FoundPerson.init(row:)
    )

    /// The people of these ids (`$2`) that are in the register.
    static let people = Statement(
        """
        select id, given_name || ' ' || family_name as name from person
         where tenant_id = $1 and id = any ($2::uuid[])
         order by name_key, id
        """,
        FoundPerson.init(row:)
    )
}

extension FoundPerson {
    fileprivate init(row: Row) throws(Failure) {
        id = try row.id("id")
        name = try row.text("name")
    }
}

extension Statement where Result == String {
    /// The name under which an account (`$2`) last stood in the space's log.
    static let actorName = Statement(
        """
        select coalesce(body::jsonb ->> 'name', '') as name from log.event_part
         where tenant_id = $1 and account_id = $2
         order by event_id desc limit 1
        """
    ) { row throws(Failure) in try row.text("name") }
}
