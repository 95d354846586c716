-- The people of a list, their salts and their commitments come beside the events, as they are stored: as JSON they were nine
-- tenths of what `log.append` had to read.
set role vakka_log;

-- Appends events: a JSON array, each with its space, its public part, its private parts and how many of the people are its
-- own, from which on (the first is 0). Each of the people has 32 bytes of salt and a commitment of their own.
--
-- A statement for all of a kind: what it takes to begin one (checks, indexes) is more than a row of it.
create function log.append(events jsonb, people uuid[], salts bytea, commitments bytea[]) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
begin
  -- Whoever appends cannot leave a person without salt and commitment, nor tell one of them of two events.
  if octet_length(salts) is distinct from 32 * cardinality(append.people)
      or cardinality(commitments) is distinct from cardinality(append.people)
      or array_position(append.people, null) is not null
      or exists (select from unnest(commitments) as c(value) where octet_length(value) is distinct from 32)
      or (select coalesce(sum(e.own), 0) is distinct from cardinality(append.people) or bool_or(e.first is distinct from e.before)
            from (select x.first, x.own, coalesce(sum(x.own) over (order by x.place
                      rows between unbounded preceding and 1 preceding), 0) as before
                    from rows from (jsonb_to_recordset(events) as (first integer, people integer))
                      with ordinality as x(first, own, place)) e) is not false then
    raise exception 'the events do not tell of these people';
  end if;
  insert into log.event (tenant_id, id, at, version, kind, action, outcome, role, object_type,
      instance, counter, actor_commitment, subject_commitments, detail_commitment)
    select e.space, e.id, e.at, e.version, e.kind, e.action, e.outcome, e.role, e.object_type, e.instance, e.counter,
      decode(e.actor, 'hex'), append.commitments[e.first + 1:e.first + e.people], decode(e.detail, 'hex')
    from jsonb_to_recordset(events) as e(space uuid, id uuid, at timestamptz, version smallint, kind text,
      action text, outcome text, role text, object_type text, instance uuid, counter bigint,
      actor text, detail text, first integer, people integer);
  insert into log.event_part (tenant_id, event_id, part, ordinal, salt, body, account_id, object_id)
    select e.space, e.id, p.part, p.ordinal, decode(p.salt, 'hex'), p.body, p.account, p.object
    from jsonb_to_recordset(events) as e(space uuid, id uuid, parts jsonb),
      jsonb_to_recordset(e.parts) as p(part text, ordinal smallint, salt text, body text, account uuid, object uuid);
  if cardinality(append.people) > 0 then
    insert into log.event_subjects (tenant_id, event_id, people, salts)
      select e.space, e.id, append.people[e.first + 1:e.first + e.people],
        substr(append.salts, e.first * 32 + 1, e.people * 32)
      from jsonb_to_recordset(events) as e(space uuid, id uuid, first integer, people integer)
      where e.people > 0;
  end if;
end $$;
revoke execute on function log.append(jsonb, uuid[], bytea, bytea[]) from public;
grant execute on function log.append(jsonb, uuid[], bytea, bytea[]) to vakka_app, vakka_owner, vakka_accounts;

create or replace function log.record_outside_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog
  as $$
declare
  row_before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  row_after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  changed jsonb;
  actor_salt bytea := sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
  detail_salt bytea := sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
  actor_body text := jsonb_build_object('name', session_user)::text;
  detail_body text;
begin
  select jsonb_agg(key order by key) into changed
    from jsonb_object_keys(coalesce(row_after, row_before)) as key
    where row_before is null or row_after is null or row_before -> key is distinct from row_after -> key;
  detail_body := jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op), 'fields', changed)::text;
  perform log.append(jsonb_build_array(jsonb_build_object(
    'space', coalesce(row_after, row_before) ->> 'tenant_id', 'id', gen_random_uuid(),
    'at', date_trunc('milliseconds', clock_timestamp()), 'version', 1, 'kind', 'break-glass', 'action', 'database.changed',
    'outcome', 'done', 'role', 'database', 'object_type', tg_table_name,
    'instance', '00000000-0000-0000-0000-000000000000', 'counter', 0,
    'actor', encode(sha256(actor_salt || log.padded(actor_body)), 'hex'),
    'first', 0, 'people', 0,
    'detail', encode(sha256(detail_salt || log.padded(detail_body)), 'hex'),
    'parts', jsonb_build_array(
      jsonb_build_object('part', 'actor', 'ordinal', 0, 'salt', encode(actor_salt, 'hex'), 'body', actor_body),
      jsonb_build_object('part', 'detail', 'ordinal', 0, 'salt', encode(detail_salt, 'hex'), 'body', detail_body,
        'object', coalesce(row_after, row_before) ->> 'id')))),
    '{}', '', '{}');
  return null;
end $$;
reset role;
set role vakka_owner;

drop function public.read_notes(uuid, jsonb);
create function public.read_notes(person uuid, event jsonb, salt bytea, commitment bytea)
  returns table (id uuid, body text)
  language plpgsql security definer set search_path = pg_catalog
  as $$
begin
  if (event ->> 'space')::uuid is distinct from public.current_tenant() or event ->> 'action' is distinct from 'note.revealed'
      or event -> 'first' is distinct from '0'::jsonb or event -> 'people' is distinct from '1'::jsonb then
    raise exception 'the event does not tell of this reading';
  end if;
  perform log.append(jsonb_build_array(event), array[person], salt, array[commitment]);
  return query select n.id, n.body from public.person_note n
    where n.tenant_id = public.current_tenant() and n.person_id = read_notes.person
      and public.may_read_note(n.person_id, n.readers);
end $$;
revoke execute on function public.read_notes(uuid, jsonb, bytea, bytea) from public;
grant execute on function public.read_notes(uuid, jsonb, bytea, bytea) to vakka_app;

reset role;
set role vakka_log;
drop function log.append(jsonb);
reset role;
