-- Whether a request did not arrive: a living link by which somebody may act went to an address that takes no mail.
create or replace function public.request_is_returned(space uuid, which uuid) returns boolean
  language sql stable
  as $$
    select exists (select from public.consent_link l
      join public.returned_address d on d.tenant_id = space and d.address = l.email
     where l.tenant_id = space and l.request_id = which and l.revoked_at is null and l.expires_at > public.moment()
       and public.link_may_act(space, l.id)
       and not exists (select from public.consent_link x
         where x.tenant_id = space and x.request_id = which and x.delegated_from = l.id))
  $$;
grant execute on function public.request_is_returned(uuid, uuid) to vakka_app;
