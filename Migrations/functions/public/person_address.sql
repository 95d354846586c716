-- How somebody of the register (`who`) is reached: at the address that their account has proven. Without an account they
-- cannot change what the register says, and that is asked.
create or replace function public.person_address(who uuid) returns text
  language sql stable
  as $$
  select coalesce((select m.email from public.membership m where m.tenant_id = p.tenant_id and m.person_id = p.id), p.email)
    from public.person p
   where p.tenant_id = public.current_tenant() and p.id = who
$$;
grant execute on function public.person_address(uuid) to vakka_app;
