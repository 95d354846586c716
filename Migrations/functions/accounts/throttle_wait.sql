-- Seconds until the most throttled of the keys is free; 0 when all are.
create or replace function accounts.throttle_wait(keys text[]) returns integer
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    return (select coalesce(max(ceil(extract(epoch from free_at - public.moment())))::integer, 0) from accounts.throttle
      where key = any (keys) and free_at > public.moment());
  end $$;
grant execute on function accounts.throttle_wait(text[]) to vakka_app;
