-- Kinds of support as one list, in the order in which they are told.
create or replace function public.supports(working_time boolean, travel boolean, substitute boolean, contact boolean)
  returns text[]
  language sql immutable parallel safe
  as $$
  select array_remove(array[
    case when working_time then 'working-time' end, case when travel then 'travel' end,
    case when substitute then 'substitute' end, case when contact then 'contact' end], null)
$$;
grant execute on function public.supports(boolean, boolean, boolean, boolean) to vakka_app;
