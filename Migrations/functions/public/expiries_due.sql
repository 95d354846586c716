-- The asks of all spaces whose last day is over and of which nobody has been told so.
create or replace function public.expiries_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select k.tenant_id, k.id from public.consent_ask k
     where k.state = 'waiting' and k.expires_at <= public.moment()
     order by k.expires_at limit 500
  $$;
grant execute on function public.expiries_due() to vakka_app;
