-- The last moment of a day in Finland: what is good until a day is good until then.
create or replace function public.last_moment(day date) returns timestamptz
  language sql immutable parallel safe
  return ((day + 1)::timestamp at time zone 'Europe/Helsinki') - interval '1 millisecond';
grant execute on function public.last_moment(date) to vakka_app;
