-- Whether the first time of an order is less than a day away, or over: what is cancelled now is paid.
create or replace function public.engagement_is_near(engagement uuid) returns boolean
  language sql stable
  as $$
    select coalesce((select min(t.held_on + t.starts_at) from public.order_time t
      where t.tenant_id = public.current_tenant() and t.engagement_id = engagement) at time zone 'Europe/Helsinki'
        < public.moment() + interval '24 hours', false)
  $$;
grant execute on function public.engagement_is_near(uuid) to vakka_app;
