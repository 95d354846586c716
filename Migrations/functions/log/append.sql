-- Appends events: a JSON array, each with its space, its public part, its private parts and how many of the people are its
-- own, from which on (the first is 0). Each of the people has 32 bytes of salt and a commitment of their own. The last of
-- an event's people may be members who stand in no register; it says how many.
--
-- They are of the transaction's own space (`app.tenant`) or of one that `set local app.logs` names, and of this minute. Those
-- about somebody say why.
--
-- A statement for all of a kind: what it takes to begin one (checks, indexes) is more than a row of it.
create or replace function log.append(events jsonb, people uuid[], salts bytea, commitments bytea[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  is_whole boolean;
  is_ours boolean;
  is_explained boolean;
begin
  select coalesce(sum(e.own), 0) = cardinality(append.people) and bool_and(e.first is not distinct from e.before),
      bool_and((e.at between public.moment() - interval '1 minute' and public.moment() + interval '1 minute'
        and (e.space = public.current_tenant()
          or e.space = any (string_to_array(current_setting('app.logs', true), ',')::uuid[]))) is true),
      bool_and(e.own = 0 or exists (select from jsonb_array_elements(e.parts) as p(part)
        where p.part ->> 'part' = 'detail' and (p.part ->> 'body')::jsonb ->> 'purpose' <> ''))
    into is_whole, is_ours, is_explained
    from (select x.first, x.own, x.space, x.at, x.parts, coalesce(sum(x.own) over (order by x.place
              rows between unbounded preceding and 1 preceding), 0) as before
            from rows from (jsonb_to_recordset(events) as (first integer, people integer, space uuid, at timestamptz,
                parts jsonb))
              with ordinality as x(first, own, space, at, parts, place)) e;
  -- Whoever appends cannot leave a person without salt and commitment, nor tell one of them of two events.
  if is_whole is not true
      or octet_length(salts) is distinct from 32 * cardinality(append.people)
      or cardinality(commitments) is distinct from cardinality(append.people)
      or array_position(append.people, null) is not null
      or exists (select from unnest(commitments) as c(value) where octet_length(value) is distinct from 32) then
    raise exception 'the events do not tell of these people';
  end if;
  -- Nor tell of another space or of another time. Whoever owns the log could write its tables all the same.
  if is_ours is not true and not pg_has_role(session_user, 'vakka_log', 'member') then
    raise exception 'the events are not of this space and this moment';
  end if;
  if is_explained is not true and not pg_has_role(session_user, 'vakka_log', 'member') then
    raise exception 'the events do not say why';
  end if;
  insert into log.event (tenant_id, id, at, version, kind, action, outcome, role, object_type, field_groups,
      instance, counter, actor_commitment, subject_commitments, detail_commitment)
    select e.space, e.id, e.at, e.version, e.kind, e.action, e.outcome, e.role, e.object_type, coalesce(e.groups, '{}'),
      e.instance, e.counter,
      decode(e.actor, 'hex'), append.commitments[e.first + 1:e.first + e.people], decode(e.detail, 'hex')
    from jsonb_to_recordset(events) as e(space uuid, id uuid, at timestamptz, version smallint, kind text,
      action text, outcome text, role text, object_type text, groups text[], instance uuid, counter bigint,
      actor text, detail text, first integer, people integer);
  insert into log.event_part (tenant_id, event_id, part, ordinal, salt, body, account_id, object_id)
    select e.space, e.id, p.part, p.ordinal, decode(p.salt, 'hex'), p.body, p.account, p.object
    from jsonb_to_recordset(events) as e(space uuid, id uuid, parts jsonb),
      jsonb_to_recordset(e.parts) as p(part text, ordinal smallint, salt text, body text, account uuid, object uuid);
  if cardinality(append.people) > 0 then
    insert into log.event_subjects (tenant_id, event_id, people, salts, members)
      select e.space, e.id, append.people[e.first + 1:e.first + e.people],
        substr(append.salts, e.first * 32 + 1, e.people * 32), coalesce(e.members, 0)
      from jsonb_to_recordset(events) as e(space uuid, id uuid, first integer, people integer, members smallint)
      where e.people > 0;
  end if;
end $$;
grant execute on function log.append(jsonb,uuid[],bytea,bytea[]) to vakka_app, vakka_owner;
