-- Whether somebody looks after the space: all that the operator learns of its members.
create or replace function accounts.space_has_coordinator(which uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.held_role h where h.tenant_id = which and h.role = 'coordinator');
$$;
grant execute on function accounts.space_has_coordinator(uuid) to vakka_app;
