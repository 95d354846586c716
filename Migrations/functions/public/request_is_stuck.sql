-- Whether nobody can answer a request: there is no consent-giver, and no living link by which somebody may act.
create or replace function public.request_is_stuck(which uuid) returns boolean
  language sql stable
  as $$
    select not exists (select from public.role_holders('consent-giver'))
       and not exists (select from public.consent_link l
             where l.tenant_id = public.current_tenant() and l.request_id = which and l.revoked_at is null
               and l.expires_at > public.moment() and public.link_may_act(l.id)
               and not exists (select from public.consent_link x
                 where x.tenant_id = l.tenant_id and x.request_id = which and x.delegated_from = l.id))
  $$;
grant execute on function public.request_is_stuck(uuid) to vakka_app;
