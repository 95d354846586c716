-- Whether the house may write to a workplace now: from Monday to Friday, from 8 to 18 in Finland.
create or replace function public.is_office_time() returns boolean
  language sql stable
  as $$
    select extract(isodow from public.today()) < 6
       and (public.moment() at time zone 'Europe/Helsinki')::time between '08:00' and '17:59:59.999999'
  $$;
grant execute on function public.is_office_time() to vakka_app;
