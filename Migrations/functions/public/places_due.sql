-- The places of all spaces whose seat was kept for an employer that has not answered to new facts in time.
create or replace function public.places_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select e.tenant_id, e.id from public.enrolment e
     where e.state = 'renewing' and e.renew_by <= public.moment()
     order by e.renew_by limit 500
  $$;
grant execute on function public.places_due() to vakka_app;
