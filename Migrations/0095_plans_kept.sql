-- What each request and each try of a password asks first. A function in SQL that changes role is planned anew at every
-- call, which took longer than the query; one in PL/pgSQL keeps its plan.
set role vakka_accounts;
create or replace function accounts.session_open(token bytea)
  returns table (session_id uuid, account_id uuid, account_name text, email text, language text, strength text,
    is_operator boolean, seen_at timestamptz, space_id uuid, slug text, kind text, name_fi text, name_sv text,
    name_en text, logo_text text, membership_id uuid, person_id uuid, roles text[])
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
  #variable_conflict use_column
  begin
    return query select s.id, a.id, a.name, a.email, a.language, s.strength, a.is_operator, s.seen_at,
        p.id, p.slug, p.kind, p.name_fi, p.name_sv, p.name_en, p.logo_text, m.id, m.person_id, r.roles
      from accounts.session s
      join accounts.account a on a.id = s.account_id
      left join (
        public.membership m join public.space p on p.id = m.tenant_id and p.state <> 'suspended'
        join lateral (select array_agg(x.role order by x.role) as roles from public.membership_role x
            where x.tenant_id = m.tenant_id and x.membership_id = m.id
              and coalesce(x.ends_on, 'infinity') >= current_date) r on r.roles is not null
      ) on m.account_id = a.id and coalesce(m.ends_on, 'infinity') >= current_date
      where s.token_hash = token and s.ended_at is null
        and s.seen_at > now() - interval '30 minutes' and s.created_at > now() - interval '10 hours'
      order by p.slug;
  end $$;

create or replace function accounts.space_by_slug(wanted text)
  returns table (space_id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text,
    logo_text text, default_language text)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
#variable_conflict use_column
begin
  return query
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.logo_text, s.default_language
      from public.space s where s.slug = space_by_slug.wanted;
end $$;

create or replace function accounts.throttle_wait(keys text[]) returns integer
  language plpgsql stable security definer set search_path = accounts, pg_catalog
  as $$
  begin
    return (select coalesce(max(ceil(extract(epoch from free_at - now())))::integer, 0) from accounts.throttle
      where key = any (keys) and free_at > now());
  end $$;

create or replace function accounts.throttle_count(keys text[], free integer) returns void
  language plpgsql security definer set search_path = accounts, pg_catalog
  as $$
  begin
    delete from accounts.throttle where key in (
      select key from accounts.throttle where last_at < now() - interval '1 day'
        order by last_at limit 100 for update skip locked);
    insert into accounts.throttle as t (key, failures, last_at, free_at)
      select distinct k, 1, now(), now() from unnest(keys) k
      on conflict (key) do update set
        failures = case when t.last_at < now() - interval '1 hour' then 1 else least(t.failures + 1, 1000) end,
        last_at = now(),
        free_at = case when t.last_at < now() - interval '1 hour' or t.failures + 1 <= free then now()
          else now() + make_interval(secs => least(900, power(2, least(t.failures + 1 - free, 10)))) end;
  end $$;
reset role;
