-- Whether somebody looks after the space: all that the operator learns of its members.
create or replace function accounts.space_has_coordinator(which uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.membership_role r join public.membership m
        on m.tenant_id = r.tenant_id and m.id = r.membership_id
      where r.tenant_id = which and r.role = 'coordinator'
        and coalesce(r.ends_on, 'infinity') >= public.today() and coalesce(m.ends_on, 'infinity') >= public.today());
$$;
grant execute on function accounts.space_has_coordinator(uuid) to vakka_app;
