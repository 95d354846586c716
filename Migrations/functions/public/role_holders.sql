-- The members of the space who hold a role today, and the language in which they are written to.
create or replace function public.role_holders(wanted text) returns table (email text, language text)
  language sql stable
  as $$
    select distinct m.email, coalesce(p.language, s.default_language)
      from public.membership m
      join public.space s on s.id = m.tenant_id
      left join public.person p on p.tenant_id = m.tenant_id and p.id = m.person_id
     where m.tenant_id = public.current_tenant() and public.holds_role(m.tenant_id, m.id, wanted)
  $$;
grant execute on function public.role_holders(text) to vakka_app;
