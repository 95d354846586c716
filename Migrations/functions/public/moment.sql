-- The moment of the request: all of a transaction has one. `public.allow_scenes` makes it follow `app.moment`.
create or replace function public.moment() returns timestamptz
  language sql stable parallel safe
  return now();
grant execute on function public.moment() to vakka_accounts, vakka_app, vakka_log, vakka_worker;
comment on function public.moment() is 'The moment of the request, which every rule and every default asks for.';
