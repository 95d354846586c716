-- Whether somebody of this address was a member of the space and holds no role in it today.
create or replace function public.member_has_left(address text) returns boolean
  language sql stable
  as $$
    select exists (select from public.membership m
        where m.tenant_id = public.current_tenant() and lower(m.email) = lower(address))
      and not exists (select from public.membership m
        join public.membership_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id
        where m.tenant_id = public.current_tenant() and lower(m.email) = lower(address)
          and public.holds_role(m.tenant_id, m.id, r.role))
  $$;
grant execute on function public.member_has_left(text) to vakka_app;
