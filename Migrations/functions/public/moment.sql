-- The moment of the request: all of a transaction has one.
--
-- A clock that stands (tests, the demo) tells its moment in `app.moment`; the machine's own needs no word.
create or replace function public.moment() returns timestamptz
  language sql stable parallel safe
  return coalesce(nullif(current_setting('app.moment', true), '')::timestamptz, now());
grant execute on function public.moment() to vakka_accounts, vakka_app, vakka_log, vakka_worker;
