create or replace function accounts.throttle_clear(keys text[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    delete from accounts.throttle where key = any (keys);
$$;
grant execute on function accounts.throttle_clear(text[]) to vakka_app;
