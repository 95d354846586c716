-- The last day on which the other end may object that an engagement, marked as held on a day, was not.
create or replace function public.objects_until(done_on date) returns date
  language sql immutable parallel safe
  return done_on + 7;
grant execute on function public.objects_until(date) to vakka_app;
