-- The joined entries of all spaces whose 30 days are over.
create or replace function public.joins_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select j.tenant_id, j.id from public.person_join j
     where j.over_at is null and j.joined_at + make_interval(days => public.join_days()) <= public.moment()
     order by j.joined_at limit 500
  $$;
grant execute on function public.joins_due() to vakka_app;
