-- Members who stand in no register are subjects too, and an event says which kinds of personal data its door shows.
set role vakka_log;

alter table log.event add column field_groups text[] not null default '{}';
comment on column log.event.field_groups is 'The kinds of personal data that the door shows, such as name, contact, note.';
alter table log.event_subjects add column members smallint not null default 0
  check (members between 0 and cardinality(people));
comment on column log.event_subjects.members is 'How many of the subjects, at the end, are memberships; the others are people of the register.';

-- One subject a row, each as the part that its commitment is made of.
drop view log.event_subject;
create view log.event_subject with (security_invoker = true) as
  select s.tenant_id, s.event_id, (p.place - 1)::smallint as ordinal,
         substr(s.salts, (p.place::int - 1) * 32 + 1, 32) as salt,
         case when p.place > cardinality(s.people) - s.members then '{"member":"' else '{"person":"' end || p.id || '"}' as body,
         case when p.place <= cardinality(s.people) - s.members then p.id end as person_id,
         case when p.place > cardinality(s.people) - s.members then p.id end as membership_id
    from log.event_subjects s, unnest(s.people) with ordinality as p(id, place);
comment on view log.event_subject is 'The subjects of events, one a row.';
grant select on log.event_subject to vakka_app;

reset role;
