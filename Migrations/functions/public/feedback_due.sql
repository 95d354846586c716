-- The feedback of all spaces that was answered so long ago that it is erased.
create or replace function public.feedback_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select f.tenant_id, f.id from public.feedback f
     where f.answered_at <= public.moment() - make_interval(days => public.feedback_days())
     order by f.answered_at limit 500
  $$;
grant execute on function public.feedback_due() to vakka_app;
