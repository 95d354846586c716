-- Whether somebody of the register has left.
create or replace function public.person_has_left(who uuid) returns boolean
  language sql stable
  as $$
    select exists (select from public.departed d where d.tenant_id = public.current_tenant() and d.person_id = who)
  $$;
grant execute on function public.person_has_left(uuid) to vakka_app;
