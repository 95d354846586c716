-- Tells an employer that knows a course about facts that ask no more of anybody: its ask and the permission name them now.
create or replace function public.consent_tell(which uuid) returns void
  language sql
  as $$
  update public.consent_ask k set facts_version = 0
   where k.tenant_id = public.current_tenant() and k.id = which;
  update public.release r set facts_version = 0
    from public.consent_ask k
   where k.tenant_id = public.current_tenant() and k.id = which and r.tenant_id = k.tenant_id and r.id = k.release_id
$$;
grant execute on function public.consent_tell(uuid) to vakka_app;
