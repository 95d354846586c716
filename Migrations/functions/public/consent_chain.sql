-- Who has passed a request on, the first first.
create or replace function public.consent_chain(space uuid, request uuid) returns text[]
  language sql stable
  as $$
  select array(select l.delegated_by from public.consent_link l
                where l.tenant_id = space and l.request_id = request and l.delegated_by <> ''
                order by l.created_at, l.id)
$$;
grant execute on function public.consent_chain(uuid, uuid) to vakka_app;
