-- A session with everything that a request needs: one row for each space the account has a place in, or one without.
create or replace function accounts.session_open(token bytea)
  returns table (session_id uuid, account_id uuid, account_name text, email text, language text, strength text,
    is_operator boolean, seen_at timestamptz, space_id uuid, slug text, kind text, name_fi text, name_sv text,
    name_en text, logo_text text, membership_id uuid, person_id uuid, roles text[], member_name text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  begin
    return query select s.id, a.id, a.name, a.email, a.language, s.strength, a.is_operator, s.seen_at,
        p.id, p.slug, p.kind, p.name_fi, p.name_sv, p.name_en, p.logo_text, m.id, m.person_id, r.roles, m.name
      from accounts.session s
      join accounts.account a on a.id = s.account_id
      left join (
        public.membership m join public.space p on p.id = m.tenant_id and p.state <> 'suspended'
        join lateral (select array_agg(h.role order by h.role) as roles from public.held_role h
            where h.tenant_id = m.tenant_id and h.membership_id = m.id) r on r.roles is not null
      ) on m.account_id = a.id
      where s.token_hash = token and s.ended_at is null
        and s.seen_at > public.moment() - interval '30 minutes' and s.created_at > public.moment() - interval '10 hours'
      order by p.slug;
  end $$;
grant execute on function accounts.session_open(bytea) to vakka_app;
