-- The requests of all employers of which the provider does not know whether anybody can answer them now, or whether they arrived.
create or replace function public.stuck_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select r.tenant_id, r.id
      from public.consent_request r
      join public.consent_ask k on k.tenant_id = r.provider_space_id and k.id = r.ask_id and k.state = 'waiting'
     where r.state = 'waiting' and r.expires_at > public.moment()
       and (k.is_stuck, k.is_returned)
         <> (public.request_is_stuck(r.tenant_id, r.id), public.request_is_returned(r.tenant_id, r.id))
     order by r.sent_at limit 500
  $$;
grant execute on function public.stuck_due() to vakka_app;
