-- Whether a last day is over; what has none goes on. The one spelling of when a role or a membership ends.
create or replace function public.is_past(last_day date) returns boolean
  language sql stable parallel safe
  as $$ select coalesce(last_day < public.today(), false) $$;
grant execute on function public.is_past(date) to vakka_accounts, vakka_app;
