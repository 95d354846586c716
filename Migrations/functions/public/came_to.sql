-- Whether somebody has said yes to an engagement and stands by it.
create or replace function public.came_to(engagement uuid, person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.engagement_offer o
      where o.tenant_id = public.current_tenant() and o.engagement_id = came_to.engagement
        and o.person_id = came_to.person and o.state = 'accepted')
  $$;
grant execute on function public.came_to(uuid, uuid) to vakka_app;
