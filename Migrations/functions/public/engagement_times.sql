-- When an order or an engagement is held, on Finland's clock.
create or replace function public.engagement_times(engagement uuid)
  returns table (number integer, held_on date, starts_at time, ends_at time)
  language sql stable
  as $$
    select t.number::integer, t.held_on, t.starts_at, t.ends_at from public.engagement_time t
     where t.tenant_id = public.current_tenant() and t.engagement_id = engagement_times.engagement
    union all
    select t.number::integer, t.held_on, t.starts_at, t.ends_at from public.order_time t
     where t.tenant_id = public.current_tenant() and t.engagement_id = engagement_times.engagement
     order by number limit 20
  $$;
grant execute on function public.engagement_times(uuid) to vakka_app;
