-- Whether a pause holds today: it is open, or its last day is still to come.
create or replace function public.is_pausing(is_paused boolean, until date) returns boolean
  language sql stable
  as $$
    select is_paused and coalesce(until >= public.today(), true)
  $$;
grant execute on function public.is_pausing(boolean, date) to vakka_app;
