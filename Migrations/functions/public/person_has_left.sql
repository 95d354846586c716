-- Whether somebody of the register has left: archived, or a member once who holds no role today.
create or replace function public.person_has_left(who uuid) returns boolean
  language sql stable
  as $$
    select exists (select from public.person p
        where p.tenant_id = public.current_tenant() and p.id = who and p.state = 'archived')
      or exists (select from public.membership m where m.tenant_id = public.current_tenant() and m.person_id = who)
        and not exists (select from public.held_role h where h.tenant_id = public.current_tenant() and h.person_id = who)
  $$;
grant execute on function public.person_has_left(uuid) to vakka_app;
