create or replace function accounts.code_make(address text, why text, code bytea, browser bytea, seconds integer) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    insert into accounts.code (email, purpose, code_hash, browser_hash, expires_at)
      values (address, why, code, browser, public.moment() + make_interval(secs => seconds))
      on conflict (email, purpose, browser_hash)
      do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0;
$$;
grant execute on function accounts.code_make(text,text,bytea,bytea,integer) to vakka_app;
