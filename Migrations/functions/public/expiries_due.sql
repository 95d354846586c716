-- The asks of all spaces, of courses that are on, whose last day is over and of which nobody has been told so.
create or replace function public.expiries_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select k.tenant_id, k.id from public.consent_ask k
      join public.application a on a.tenant_id = k.tenant_id and a.id = k.application_id and a.state = 'received'
      join public.course c on c.tenant_id = a.tenant_id and c.id = a.course_id and c.state in ('open', 'running')
     where k.state = 'waiting' and k.expires_at <= public.moment()
     order by k.expires_at limit 500
  $$;
grant execute on function public.expiries_due() to vakka_app;
