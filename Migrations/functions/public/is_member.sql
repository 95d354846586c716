-- Whether a member of a space holds a role in it today.
create or replace function public.is_member(space uuid, member uuid) returns boolean
  language sql stable
  as $$
    select exists (select from public.membership_role r
      where r.tenant_id = space and r.membership_id = member and public.holds_role(space, member, r.role))
  $$;
grant execute on function public.is_member(uuid, uuid) to vakka_app;
