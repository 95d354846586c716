import Base
import Store

extension Statement where Result == LogRecord {
    /// The public parts of these events (`$2`).
    static let records = Statement(
        """
        select e.id, s.alias::text as alias, e.at, e.version, e.kind, e.action, e.outcome, e.role, e.object_type,
               e.instance::text as instance, e.counter, e.actor_commitment, e.subject_commitments, e.detail_commitment
          from log.event e join space s on s.id = e.tenant_id
         where e.tenant_id = $1 and e.id = any ($2::uuid[])
        """
    ) { row throws(Failure) in
        LogRecord(
            id: try row.id("id"),
            space: try row.text("alias"),
            at: try row.instant("at"),
            version: try row.int("version"),
            kind: try row.text("kind"),
            action: try row.text("action"),
            outcome: try row.text("outcome"),
            role: try row.text("role"),
            objectType: try row.text("object_type"),
            instance: try row.text("instance"),
            counter: try row.int("counter"),
            actorCommitment: try row.bytes("actor_commitment"),
            subjectCommitments: try row.byteArrays("subject_commitments"),
            detailCommitment: try row.bytes("detail_commitment")
        )
    }
}

extension Statement where Result == LogPart {
    /// The private parts of these events (`$2`), with the names of those whose data it was.
    static let parts = Statement(
        """
        select p.event_id, p.part, p.ordinal, p.salt, p.body, p.account_id, p.person_id,
               coalesce(n.given_name || ' ' || n.family_name, '') as person_name
          from (select event_id, part, ordinal, salt, body, account_id, null::uuid as person_id from log.event_part
                 where tenant_id = $1 and event_id = any ($2::uuid[])
                union all
                select event_id, 'subject', ordinal, salt, body, null, person_id from log.event_subject
                 where tenant_id = $1 and event_id = any ($2::uuid[])) p
          left join person n on n.tenant_id = $1 and n.id = p.person_id
         order by p.event_id, p.part, p.ordinal
        """
    ) { row throws(Failure) in
        LogPart(
            event: try row.id("event_id"),
            name: try row.text("part"),
            ordinal: try row.int("ordinal"),
            salt: try row.bytes("salt"),
            body: try row.text("body"),
            account: try row.idIfAny("account_id"),
            person: try row.idIfAny("person_id"),
            personName: try row.text("person_name")
        )
    }
}

extension Statement where Result == LogChange {
    /// What these events (`$2`) changed.
    ///
    /// A change past the app tells the names of the columns alone.
    static let changes = Statement(
        """
        select d.event_id, c.value ->> 'field' as field, coalesce(c.value ->> 'old', '') as old,
               coalesce(c.value ->> 'new', '') as new, c.value ? 'changed' as is_special
          from log.event_part d
         cross join lateral (
               select value, place from jsonb_array_elements(
                      case jsonb_typeof(d.body::jsonb -> 'changes') when 'array'
                        then d.body::jsonb -> 'changes' else '[]' end) with ordinality as x(value, place)
               union all
               select jsonb_build_object('field', 'seen', 'new', concat_ws(' · ', nullif(value ->> 'label', ''),
                        value ->> 'object')), place
                 from jsonb_array_elements(
                      case jsonb_typeof(d.body::jsonb -> 'seen') when 'array'
                        then d.body::jsonb -> 'seen' else '[]' end) with ordinality as z(value, place)
               union all
               select jsonb_build_object('field', value, 'changed', true), place from jsonb_array_elements(
                      case jsonb_typeof(d.body::jsonb -> 'fields') when 'array'
                        then d.body::jsonb -> 'fields' else '[]' end) with ordinality as x(value, place)) c
         where d.tenant_id = $1 and d.event_id = any ($2::uuid[]) and d.part = 'detail'
         order by d.event_id, c.place
        """
    ) { row throws(Failure) in
        LogChange(
            event: try row.id("event_id"),
            field: try row.text("field"),
            old: try row.text("old"),
            new: try row.text("new"),
            isSpecial: try row.bool("is_special")
        )
    }
}
