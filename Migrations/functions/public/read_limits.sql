-- The only way to what an expert is not to be asked about: the person reads their own, a coordinator those of somebody for an
-- engagement that goes on. What is asked for is in the log before it is given: whose, by whom, why and for which engagement.
create or replace function public.read_limits(person uuid, engagement uuid, event jsonb, about uuid[], salts bytea,
    commitments bytea[])
  returns table (id uuid, body text)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  detail jsonb;
  reader jsonb;
begin
  -- One part of each kind: a second one could tell something else.
  select case when count(*) filter (where p ->> 'part' = 'detail') = 1
        then min(p ->> 'body') filter (where p ->> 'part' = 'detail') end::jsonb,
      case when count(*) filter (where p ->> 'part' = 'actor') = 1
        then min(p ->> 'body') filter (where p ->> 'part' = 'actor') end::jsonb
    into detail, reader from jsonb_array_elements(event -> 'parts') p;
  if (event ->> 'space')::uuid is distinct from public.current_tenant() or event ->> 'action' is distinct from 'limit.revealed'
      or event ->> 'outcome' is distinct from 'done'
      or event -> 'first' is distinct from '0'::jsonb or event -> 'people' is distinct from to_jsonb(cardinality(about))
      or (read_limits.person = any (about)) is not true
      or (reader ->> 'membership')::uuid is distinct from public.current_actor()
      or (detail ->> 'object')::uuid is distinct from read_limits.person
      or coalesce(detail ->> 'purpose', '') in ('', 'reveal')
      or (detail #>> '{seen,0,object}')::uuid is distinct from read_limits.engagement then
    raise exception 'the event does not tell of this reading';
  end if;
  if (read_limits.person = public.member_person(public.current_actor())) is not true then
    if not public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator') then
      perform public.refuse('VK403', 'limits.rule.readers');
    end if;
    if not exists (select from public.engagement e where e.tenant_id = public.current_tenant()
          and e.id = read_limits.engagement
          and exists (select from public.engagement_here(e.id) h where h.is_open)) then
      perform public.refuse('VK409', 'limits.rule.engagement');
    end if;
  end if;
  perform log.append(jsonb_build_array(event), about, salts, commitments);
  return query select l.id, l.body from public.expert_limit l
    where l.tenant_id = public.current_tenant() and l.person_id = read_limits.person order by l.added_at, l.id;
end $$;
grant execute on function public.read_limits(uuid,uuid,jsonb,uuid[],bytea,bytea[]) to vakka_app;
