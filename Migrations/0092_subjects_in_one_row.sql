-- A list that fifty people stand in is one look: its subjects are one row, found by any of them, not fifty rows.
set role vakka_log;

create table log.event_subjects (
  tenant_id uuid not null,
  event_id uuid not null,
  people uuid[] not null check (cardinality(people) > 0),
  salts bytea not null check (octet_length(salts) = 32 * cardinality(people)),
  primary key (tenant_id, event_id)
);
-- An event about one person is found by them. Lists stand in no index of people: `log.events_about` looks through them,
-- because fifty entries a look would cost more than the look itself, and no index of arrays serves under row-level security.
create index event_subjects_one on log.event_subjects (tenant_id, (people[1]), event_id desc) where cardinality(people) = 1;
create index event_subjects_many on log.event_subjects (tenant_id, event_id) where cardinality(people) > 1;
-- Random bytes cannot be made smaller: nobody need try.
alter table log.event_subjects alter people set storage plain, alter salts set storage plain;
alter table log.event alter subject_commitments set storage plain;
comment on table log.event_subjects is 'Whom an event was about: the private parts of its subjects, in the order of their commitments, 32 bytes of salt each.';
alter table log.event_subjects enable row level security;
alter table log.event_subjects force row level security;
create policy own on log.event_subjects to vakka_app
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy appending on log.event_subjects to vakka_log using (true) with check (true);
create trigger append_only before update on log.event_subjects
  for each row execute function log.never_changed();
create trigger append_only_truncate before truncate on log.event_subjects
  for each statement execute function log.never_changed();
grant select on log.event_subjects to vakka_app;

insert into log.event_subjects (tenant_id, event_id, people, salts)
  select tenant_id, event_id, array_agg(person_id order by ordinal), string_agg(salt, ''::bytea order by ordinal)
    from log.event_part where part = 'subject' group by tenant_id, event_id;
delete from log.event_part where part = 'subject';
drop index log.event_part_person;
alter table log.event_part drop column person_id;
alter table log.event_part drop constraint event_part_part_check;
alter table log.event_part add constraint event_part_part_check check (part in ('actor', 'detail'));
-- `log.append` alone writes here, an event and its parts together: a check of each part would find what was just written.
alter table log.event_part drop constraint event_part_tenant_id_event_id_fkey;
comment on table log.event_part is 'The private parts of events: actor and detail. Each can be erased by itself; the commitment stays.';

-- The events of a space that are about any of these people.
create function log.events_about(space uuid, who uuid[]) returns setof uuid
  language sql stable
  as $$
  select event_id from log.event_subjects
   where tenant_id = events_about.space and cardinality(people) = 1 and people[1] = any (events_about.who)
  union all
  select event_id from log.event_subjects
   where tenant_id = events_about.space and cardinality(people) > 1 and people && events_about.who
$$;
revoke execute on function log.events_about(uuid, uuid[]) from public;
grant execute on function log.events_about(uuid, uuid[]) to vakka_app;

-- One subject a row, each as the part that its commitment is made of.
create view log.event_subject with (security_invoker = true) as
  select s.tenant_id, s.event_id, (p.place - 1)::smallint as ordinal,
         substr(s.salts, (p.place::int - 1) * 32 + 1, 32) as salt,
         '{"person":"' || p.person_id || '"}' as body, p.person_id
    from log.event_subjects s, unnest(s.people) with ordinality as p(person_id, place);
comment on view log.event_subject is 'The subjects of events, one a row.';
grant select on log.event_subject to vakka_app;

-- Appends events: a JSON array, each with its space, its public part, its private parts and its people with their salts.
create or replace function log.append(events jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
begin
  insert into log.event (tenant_id, id, at, version, kind, action, outcome, role, object_type,
      instance, counter, actor_commitment, subject_commitments, detail_commitment)
    select e.space, e.id, e.at, e.version, e.kind, e.action, e.outcome, e.role, e.object_type,
      e.instance, e.counter, decode(e.actor, 'hex'),
      array(select decode(value, 'hex') from jsonb_array_elements_text(e.subjects) with ordinality as s(value, place) order by place),
      decode(e.detail, 'hex')
    from jsonb_to_recordset(events) as e(space uuid, id uuid, at timestamptz, version smallint, kind text,
      action text, outcome text, role text, object_type text, instance uuid, counter bigint,
      actor text, subjects jsonb, detail text);
  insert into log.event_part (tenant_id, event_id, part, ordinal, salt, body, account_id, object_id)
    select e.space, e.id, p.part, p.ordinal, decode(p.salt, 'hex'), p.body, p.account, p.object
    from jsonb_to_recordset(events) as e(space uuid, id uuid, parts jsonb),
      jsonb_to_recordset(e.parts) as p(part text, ordinal smallint, salt text, body text, account uuid, object uuid);
  insert into log.event_subjects (tenant_id, event_id, people, salts)
    select e.space, e.id, e.people, decode(e.salts, 'hex')
    from jsonb_to_recordset(events) as e(space uuid, id uuid, people uuid[], salts text)
    where cardinality(e.people) > 0;
end $$;

reset role;
set role vakka_owner;

create or replace function public.read_notes(person uuid, event jsonb)
  returns table (id uuid, body text)
  language plpgsql security definer set search_path = pg_catalog
  as $$
begin
  if (event ->> 'space')::uuid is distinct from public.current_tenant() or event ->> 'action' is distinct from 'note.revealed'
      or (event -> 'people' ? read_notes.person::text) is not true then
    raise exception 'the event does not tell of this reading';
  end if;
  perform log.append(jsonb_build_array(event));
  return query select n.id, n.body from public.person_note n
    where n.tenant_id = public.current_tenant() and n.person_id = read_notes.person
      and public.may_read_note(n.person_id, n.readers);
end $$;

reset role;
