-- Whether somebody of the register has an account in the space.
create or replace function public.has_account(person uuid) returns boolean
  language sql stable
  as $$
    select exists (select from public.membership m
      where m.tenant_id = public.current_tenant() and m.person_id = has_account.person)
  $$;
grant execute on function public.has_account(uuid) to vakka_app;
