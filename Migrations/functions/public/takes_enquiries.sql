-- Whether anybody may ask a space to work together: it has said of that what it has to say.
create or replace function public.takes_enquiries(space uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.public_text t
      where t.tenant_id = space and t.topic = 'co-operation' and t.readers = 'anybody');
$$;
grant execute on function public.takes_enquiries(uuid) to vakka_accounts, vakka_app;
