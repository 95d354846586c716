-- Whether somebody of this address was a member of the space and holds no role in it today.
create or replace function public.member_has_left(address text) returns boolean
  language sql stable
  as $$
    select exists (select from public.membership m
        where m.tenant_id = public.current_tenant() and lower(m.email) = lower(address))
      and not exists (select from public.held_role h
        where h.tenant_id = public.current_tenant() and lower(h.email) = lower(address))
  $$;
grant execute on function public.member_has_left(text) to vakka_app;
