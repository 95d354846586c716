-- A personal link to a request, good as long as the request waits. Passed on, the request is another giver's: the links
-- beside the one that it came from decide no more.
create or replace function public.consent_link_make(space uuid, request uuid, link uuid, token bytea, address text,
    holder text, came_from uuid, passed_by text) returns void
  language plpgsql
  as $$
begin
  if passed_by <> '' then
    update public.consent_link l set revoked_at = public.moment()
     where l.tenant_id = space and l.request_id = request and l.id is distinct from came_from and l.revoked_at is null
       and not exists (select from public.consent_link x
         where x.tenant_id = space and x.request_id = request and x.delegated_from = l.id);
    update public.consent_request r set giver_name = holder, giver_email = address
     where r.tenant_id = space and r.id = request;
  end if;
  insert into public.consent_link (tenant_id, id, request_id, token_hash, email, name, delegated_from, delegated_by, expires_at)
    select space, link, request, token, address, holder, came_from, passed_by, r.expires_at
      from public.consent_request r where r.tenant_id = space and r.id = request;
end $$;
grant execute on function public.consent_link_make(uuid, uuid, uuid, bytea, text, text, uuid, text) to vakka_app;
