-- Removes what has run out: codes, forms that were kept, counts of attempts that nobody has added to for a day.
create or replace function accounts.sweep() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  delete from accounts.code where expires_at < public.moment();
  delete from accounts.kept_form where expires_at < public.moment();
  -- Whoever counts an attempt right now is not waited for.
  delete from accounts.throttle where key in (
    select key from accounts.throttle where last_at < public.moment() - interval '1 day' for update skip locked);
end $$;
grant execute on function accounts.sweep() to vakka_app;
