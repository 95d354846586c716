-- Makes others who would change an order or an engagement wait until this is done.
create or replace function public.engagement_hold(engagement uuid) returns void
  language sql
  as $$
    select from public.engagement e
     where e.tenant_id = public.current_tenant() and e.id = engagement_hold.engagement for no key update;
    select from public.engagement_order o
     where o.tenant_id = public.current_tenant() and o.id = engagement_hold.engagement for no key update
  $$;
grant execute on function public.engagement_hold(uuid) to vakka_app;
