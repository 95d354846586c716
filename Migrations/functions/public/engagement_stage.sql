-- How far an order or an engagement of this space has come; null for neither.
create or replace function public.engagement_stage(which uuid) returns text
  language sql stable
  as $$
    select o.state from public.engagement_order o where o.tenant_id = public.current_tenant() and o.id = which
    union all
    select e.state from public.engagement e where e.tenant_id = public.current_tenant() and e.id = which
  $$;
