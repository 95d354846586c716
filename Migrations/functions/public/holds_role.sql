-- Whether the membership holds the role today.
create or replace function public.holds_role(space uuid, member uuid, wanted text) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.held_role h
      where h.tenant_id = space and h.membership_id = member and h.role = wanted);
$$;
grant execute on function public.holds_role(uuid, uuid, text) to vakka_app;
