-- Who a member is in the register; null for who does not stand there.
create or replace function public.member_person(member uuid) returns uuid
  language sql stable
  as $$
  select m.person_id from public.membership m
   where m.tenant_id = public.current_tenant() and m.id = member_person.member
$$;
grant execute on function public.member_person(uuid) to vakka_app;
