-- Who has said yes to an engagement and stands by it, by name: to its coordinators.
create or replace function public.experts_came(engagement uuid) returns table (person_id uuid, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select p.id, p.given_name || ' ' || p.family_name
      from public.engagement_offer o
      join public.person p on p.tenant_id = o.tenant_id and p.id = o.person_id
     where o.tenant_id = public.current_tenant() and o.engagement_id = experts_came.engagement and o.state = 'accepted'
       and public.holds_role(o.tenant_id, public.current_actor(), 'coordinator')
     order by p.family_name, p.given_name, p.id
  $$;
grant execute on function public.experts_came(uuid) to vakka_app;
