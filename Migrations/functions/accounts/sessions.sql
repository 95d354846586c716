create or replace function accounts.sessions(account uuid)
  returns table (id uuid, strength text, agent text, address text, created_at timestamptz, seen_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.strength, s.agent, s.address, s.created_at, s.seen_at from accounts.session s
      where s.account_id = account and s.ended_at is null
        and s.seen_at > public.moment() - interval '30 minutes' and s.created_at > public.moment() - interval '10 hours'
      order by s.seen_at desc;
$$;
grant execute on function accounts.sessions(uuid) to vakka_app;
