-- How far an order that has been sent, or an engagement, of this space has come; null for neither.
create or replace function public.engagement_stage(which uuid) returns text
  language sql stable
  as $$
    select e.state from public.engagement_at_end e where e.tenant_id = public.current_tenant() and e.id = which
  $$;
