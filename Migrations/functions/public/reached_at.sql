-- Whom mail to an address reaches in this space: members at the address that their account has proven, and people of the
-- register without an account.
create or replace function public.reached_at(wanted text) returns table (person uuid, member uuid, name text)
  language sql stable
  as $$
  select m.person_id, m.id, coalesce(p.given_name || ' ' || p.family_name, m.name)
    from public.membership m
    left join public.person p on p.tenant_id = m.tenant_id and p.id = m.person_id
   where m.tenant_id = public.current_tenant() and m.email = wanted
  union all
  select p.id, null, p.given_name || ' ' || p.family_name
    from public.person p
   where p.tenant_id = public.current_tenant() and p.email = wanted
     and not exists (select from public.membership m where m.tenant_id = p.tenant_id and m.person_id = p.id)
$$;
grant execute on function public.reached_at(text) to vakka_app;
