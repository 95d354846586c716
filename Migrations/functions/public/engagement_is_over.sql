-- Whether the last time of an order or an engagement is over.
create or replace function public.engagement_is_over(engagement uuid) returns boolean
  language sql stable
  as $$
    select coalesce((select max(t.held_on + t.ends_at) from (
        select o.held_on, o.ends_at from public.order_time o
         where o.tenant_id = public.current_tenant() and o.engagement_id = engagement
        union all
        select e.held_on, e.ends_at from public.engagement_time e
         where e.tenant_id = public.current_tenant() and e.engagement_id = engagement) t
      ) at time zone 'Europe/Helsinki' < public.moment(), false)
  $$;
grant execute on function public.engagement_is_over(uuid) to vakka_app;
