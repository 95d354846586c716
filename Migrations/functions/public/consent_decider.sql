-- The address of whoever answered a request last; null when nobody has.
create or replace function public.consent_decider(request uuid) returns text
  language sql stable
  as $$
  select d.email from public.consent_decision d
   where d.tenant_id = public.current_tenant() and d.request_id = consent_decider.request and d.kind = 'decision'
   order by d.decided_at desc, d.id desc limit 1
$$;
grant execute on function public.consent_decider(uuid) to vakka_app;
