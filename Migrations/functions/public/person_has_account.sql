-- Whether a member of the entered space is tied to somebody of its register.
create or replace function public.person_has_account(who uuid) returns boolean
  language sql stable
  as $$
    select exists (select from public.membership m where m.tenant_id = public.current_tenant() and m.person_id = who)
$$;
grant execute on function public.person_has_account(uuid) to vakka_app;
