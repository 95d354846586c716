-- A member with all that a page of theirs needs, as a session would show it.
create or replace function accounts.member_open(space uuid, member uuid)
  returns table (account_id uuid, email text, language text, membership_id uuid, person_id uuid, roles text[],
    member_name text, space_id uuid, slug text, kind text, logo_text text, name_fi text, name_sv text, name_en text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select a.id, a.email, a.language, m.id, m.person_id, r.roles, m.name,
           p.id, p.slug, p.kind, p.logo_text, p.name_fi, p.name_sv, p.name_en
      from public.membership m
      join accounts.account a on a.id = m.account_id
      join public.space p on p.id = m.tenant_id and p.state <> 'suspended'
      join lateral (select array_agg(x.role order by x.role) as roles from public.membership_role x
          where x.tenant_id = m.tenant_id and x.membership_id = m.id
            and not public.is_past(x.ends_on)) r on r.roles is not null
     where m.tenant_id = space and m.id = member and not public.is_past(m.ends_on);
$$;
grant execute on function accounts.member_open(uuid,uuid) to vakka_app;
