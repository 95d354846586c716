-- The way back of a join ends after its 30 days: nothing of the entry that went is kept but its id and name. Answers with both.
create or replace function public.join_end(which uuid) returns table (kept uuid, gone uuid, gone_name text)
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update public.person_join j set over_at = public.moment(), entry = null, moved = null, contacts = null
     where j.tenant_id = public.current_tenant() and j.id = which and j.over_at is null
       and j.joined_at + make_interval(days => public.join_days()) <= public.moment()
    returning j.person_id, j.gone, j.gone_name
  $$;
grant execute on function public.join_end(uuid) to vakka_app;
