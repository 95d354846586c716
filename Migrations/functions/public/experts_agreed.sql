-- How many experts have said yes to an engagement as it stands now.
create or replace function public.experts_agreed(engagement uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select count(*) from public.engagement_offer o
      join public.engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id and e.revision = o.revision
     where o.tenant_id = public.current_tenant() and o.engagement_id = experts_agreed.engagement and o.state = 'accepted'
  $$;
grant execute on function public.experts_agreed(uuid) to vakka_app;
