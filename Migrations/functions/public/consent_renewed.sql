-- What an ask (`which`) has replaced, at either end; null for nothing.
create or replace function public.consent_renewed(which uuid) returns uuid
  language sql stable
  as $$
  select renews from public.consent_ask where tenant_id = public.current_tenant() and id = which
  union all
  select renews from public.consent_request where tenant_id = public.current_tenant() and id = which
$$;
grant execute on function public.consent_renewed(uuid) to vakka_app;
