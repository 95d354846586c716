-- The newest reminder whose day has come: the 3rd, the 8th or the 12th day after the ask; null before the first.
create or replace function public.reminder_day(sent_at timestamptz) returns smallint
  language sql stable
  as $$
    select max(d) from unnest('{3, 8, 12}'::smallint[]) d
     where (sent_at at time zone 'Europe/Helsinki')::date + d <= public.today()
  $$;
grant execute on function public.reminder_day(timestamptz) to vakka_app;
