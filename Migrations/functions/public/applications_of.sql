-- The applications of a person (`who`): where each stands, what it asks of a coordinator (`due`, null for nothing), whether it is
-- the applicant's turn (null where it does not go on), whether what waits does not get there, and the request to which the employer
-- has answered.
create or replace function public.applications_of(who uuid)
  returns table (id uuid, course text, stage text, created_at timestamptz, since timestamptz, due text, is_turn boolean,
    astray text, answered uuid)
  language sql stable
  as $$
  select v.id, c.name, v.stage, v.created_at, v.since,
         case w.due when 'step' then w.stage when 'news' then null else w.due end,
         case when c.state in ('open', 'running')
                and (v.stage in ('received', 'refused', 'without-support', 'taken-back', 'expired', 'paused')
                  or v.stage = 'waiting' and v.astray is not null)
              then v.stage <> 'paused' or v.astray is not null or not (v.has_keys
                or coalesce(k.state = 'waiting' and k.expires_at > public.moment(), false)) end,
         v.astray,
         case when k.strength is not null then k.id end
    from public.application_path v
    join public.course c on c.tenant_id = v.tenant_id and c.id = v.course_id
    left join public.consent_ask k on k.tenant_id = v.tenant_id and k.id = v.ask_id
    left join public.application_waiting w on w.tenant_id = v.tenant_id and w.id = v.id
   where v.tenant_id = public.current_tenant() and v.person_id = who
$$;
grant execute on function public.applications_of(uuid) to vakka_app;
