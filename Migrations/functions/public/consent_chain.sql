-- Who has passed a request on, the first first; also before it was asked anew.
create or replace function public.consent_chain(space uuid, request uuid) returns text[]
  language sql stable
  as $$
  select array(select l.delegated_by from public.request_line(space, request) q(id)
                join public.consent_link l on l.tenant_id = space and l.request_id = q.id
               where l.delegated_by <> ''
               order by l.created_at, l.id)
$$;
grant execute on function public.consent_chain(uuid, uuid) to vakka_app;
