-- Whether a member of a space holds a role in it today.
create or replace function public.is_member(space uuid, member uuid) returns boolean
  language sql stable
  as $$
    select exists (select from public.held_role h where h.tenant_id = space and h.membership_id = member)
  $$;
grant execute on function public.is_member(uuid, uuid) to vakka_app;
