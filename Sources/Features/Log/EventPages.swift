import Audit
import Base
import Routing
import Store
import Wording

@Sendable func showEvent(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Event> = try visit.id()
    let event = try visit.read { (db) throws(Failure) in
        let (line, record, parts, changes) = try db.together(
            .one(.event, id),
            .one(.records, [id]),
            .all(.parts, [id]),
            .all(.changes, [id])
        )
        return LogEvent(line: line, record: record, parts: parts, changes: changes)
    }
    let reply = visit.page(visit.words("log.event.title")) { h in
        eventPage(&h, event, visit.here("/log"), visit.trail(of: .log), visit.words)
    }
    return Looked(reply, Entry(.logEventRead, of: Object(id)))
}

extension Statement where Result == LogRecord {
    /// What the public parts of these events (`$2`) hold beside their lines.
    static let records = Statement(
        """
        select e.id, s.alias::text as alias, e.version, e.instance::text as instance, e.counter,
               e.actor_commitment, e.subject_commitments, e.detail_commitment
          from log.event e join space s on s.id = e.tenant_id
         where e.tenant_id = $1 and e.id = any ($2::uuid[])
        """,
        LogRecord.init,
        "id",
        "alias",
        "version",
        "instance",
        "counter",
        "actor_commitment",
        "subject_commitments",
        "detail_commitment"
    )
}

extension Statement where Result == LogPart {
    /// The private parts of these events (`$2`), with the names of those whose data it was.
    static let parts = Statement(
        """
        select p.event_id, p.part, p.ordinal::bigint as ordinal, p.salt, p.body, p.account_id,
               (p.person_id, p.membership_id, coalesce(n.given_name || ' ' || n.family_name, m.name, r.name,
                 case p.part when 'subject' then '' end)) as subject
          from (select event_id, part, ordinal, salt, body, account_id, null::uuid as person_id, null::uuid as membership_id
                  from log.event_part
                 where tenant_id = $1 and event_id = any ($2::uuid[])
                union all
                select event_id, 'subject', ordinal, salt, body, null, person_id, membership_id from log.event_subject
                 where tenant_id = $1 and event_id = any ($2::uuid[])) p
          left join person n on n.tenant_id = $1 and n.id = p.person_id
          left join membership m on m.tenant_id = $1 and m.id = p.membership_id
          left join employee_of_request r on r.tenant_id = $1 and r.id = p.person_id
         order by p.event_id, p.part, p.ordinal
        """,
        LogPart.init,
        "event_id",
        "part",
        "ordinal",
        "salt",
        "body",
        "account_id",
        "subject"
    )
}

extension Statement where Result == LogChange {
    /// What these events (`$2`) changed, and what was seen along the way.
    ///
    /// A change past the app tells the names of the columns alone.
    static let changes = Statement(
        """
        select d.event_id, c.value ->> 'field' as field, coalesce(c.value ->> 'old', '') as old,
               ((c.value ->> 'person')::uuid, (c.value ->> 'member')::uuid, coalesce(c.value ->> 'new', '')) as new,
               c.value ? 'changed' as is_special
          from log.event_part d
         cross join lateral (
               select value, place from jsonb_array_elements(
                      case jsonb_typeof(d.body::jsonb -> 'changes') when 'array'
                        then d.body::jsonb -> 'changes' else '[]' end) with ordinality as x(value, place)
               union all
               select jsonb_build_object('field', 'seen', 'new', concat_ws(' · ', nullif(value ->> 'label', ''),
                        value ->> 'object'), 'person', value ->> 'person', 'member', value ->> 'member'), place
                 from jsonb_array_elements(
                      case jsonb_typeof(d.body::jsonb -> 'seen') when 'array'
                        then d.body::jsonb -> 'seen' else '[]' end) with ordinality as z(value, place)
               union all
               select jsonb_build_object('field', value, 'changed', true), place from jsonb_array_elements(
                      case jsonb_typeof(d.body::jsonb -> 'fields') when 'array'
                        then d.body::jsonb -> 'fields' else '[]' end) with ordinality as x(value, place)) c
         where d.tenant_id = $1 and d.event_id = any ($2::uuid[]) and d.part = 'detail'
         order by d.event_id, c.place
        """,
        LogChange.init,
        "event_id",
        "field",
        "old",
        "new",
        "is_special"
    )
}
