-- Whether nobody can answer a request: there is no consent-giver, and no living link by which somebody may act.
create or replace function public.request_is_stuck(space uuid, which uuid) returns boolean
  language sql stable
  as $$
    select not exists (select from public.membership m
             where m.tenant_id = space and public.holds_role(space, m.id, 'consent-giver'))
       and not exists (select from public.consent_link l
             where l.tenant_id = space and l.request_id = which and l.revoked_at is null
               and l.expires_at > public.moment() and public.link_may_act(space, l.id)
               and not exists (select from public.consent_link x
                 where x.tenant_id = space and x.request_id = which and x.delegated_from = l.id))
  $$;
grant execute on function public.request_is_stuck(uuid, uuid) to vakka_app;
