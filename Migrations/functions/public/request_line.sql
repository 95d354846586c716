-- A request, and those of earlier facts that it replaces.
create or replace function public.request_line(space uuid, request uuid) returns setof uuid
  language sql stable
  as $$
  with recursive line as (
    select r.id, r.renews from public.consent_request r where r.tenant_id = space and r.id = request
    union
    select r.id, r.renews from line join public.consent_request r on r.tenant_id = space and r.id = line.renews)
  select id from line
$$;
grant execute on function public.request_line(uuid, uuid) to vakka_app;
