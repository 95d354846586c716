-- The engagements of an association that still go on, the newest first.
create or replace function public.open_engagements()
  returns table (id uuid, title text, other_name text, first_on date)
  language sql stable
  as $$
    select e.id, e.title, e.other_name,
        (select min(t.held_on) from public.engagement_time t where t.tenant_id = e.tenant_id and t.engagement_id = e.id)
      from public.engagement e
     where e.tenant_id = public.current_tenant() and exists (select from public.engagement_here(e.id) h where h.is_open)
     order by e.created_at desc, e.id limit 200
  $$;
grant execute on function public.open_engagements() to vakka_app;
