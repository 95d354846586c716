-- When an order or an engagement is held in a version of its facts, on Finland's clock.
create or replace function public.version_times(engagement uuid, of_revision integer)
  returns table (number integer, held_on date, starts_at time, ends_at time)
  language sql stable
  as $$
    select t.number::integer, t.held_on, t.starts_at, t.ends_at from public.engagement_version_time t
     where t.tenant_id = public.current_tenant() and t.engagement_id = version_times.engagement and t.revision = of_revision
     order by t.number limit 20
  $$;
grant execute on function public.version_times(uuid, integer) to vakka_app;
