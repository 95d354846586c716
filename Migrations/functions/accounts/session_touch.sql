create or replace function accounts.session_touch(seen uuid[]) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update accounts.session set seen_at = public.moment() where id = any (seen) and seen_at < public.moment() - interval '30 seconds';
$$;
grant execute on function accounts.session_touch(uuid[]) to vakka_app;
