-- Events as people read them: actor and thing with whom their names name, so that whoever is shown is told of in the log.
set role vakka_log;

create view log.event_line with (security_invoker = true) as
  select e.tenant_id, e.id, e.at, e.kind, e.action, e.outcome, e.role, e.object_type, e.field_groups,
         cardinality(e.subject_commitments) as subject_count, a.account_id as actor_account,
         m.person_id as actor_person, coalesce(m.id, (a.body::jsonb ->> 'membership')::uuid) as actor_member,
         a.body::jsonb ->> 'name' as actor_name,
         coalesce((d.body::jsonb ->> 'person')::uuid, case e.object_type when 'person' then d.object_id end) as label_person,
         (d.body::jsonb ->> 'member')::uuid as label_member,
         coalesce(d.body::jsonb ->> 'label', d.body::jsonb ->> 'table') as label_text,
         d.body::jsonb ->> 'purpose' as purpose, (d.body::jsonb ->> 'count')::bigint as count
    from log.event e
    left join log.event_part a
      on a.tenant_id = e.tenant_id and a.event_id = e.id and a.part = 'actor' and a.ordinal = 0
    left join log.event_part d
      on d.tenant_id = e.tenant_id and d.event_id = e.id and d.part = 'detail' and d.ordinal = 0
    left join public.membership m on m.tenant_id = e.tenant_id and m.account_id = a.account_id;
comment on view log.event_line is 'Events as people read them: who did what to what, each with whom the name names.';
grant select on log.event_line to vakka_app;

reset role;
