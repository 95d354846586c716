-- Whether the membership holds the role today.
create or replace function public.holds_role(space uuid, member uuid, wanted text) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.membership_role r join public.membership m
        on m.tenant_id = r.tenant_id and m.id = r.membership_id
      where r.tenant_id = space and r.membership_id = member and r.role = wanted
        and coalesce(r.ends_on, 'infinity') >= public.today() and coalesce(m.ends_on, 'infinity') >= public.today());
$$;
grant execute on function public.holds_role(uuid, uuid, text) to vakka_app;
