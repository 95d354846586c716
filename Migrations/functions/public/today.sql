-- Today in Finland.
create or replace function public.today() returns date
  language sql stable parallel safe
  return (public.moment() at time zone 'Europe/Helsinki')::date;
grant execute on function public.today() to vakka_accounts, vakka_app;
comment on function public.today() is 'The day of the request in Finland, by which roles and memberships end.';
