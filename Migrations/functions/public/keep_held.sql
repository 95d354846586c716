-- The days on which a place is held: from the day it begins or goes on to the day it pauses or ends. Nobody else writes them.
create or replace function public.keep_held() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'INSERT' then
    new.held := case when new.state = 'active'
      then datemultirange(daterange((new.enrolled_at at time zone 'Europe/Helsinki')::date, null)) else '{}' end;
  elsif new.state = 'active' and old.state <> 'active' then
    new.held := old.held + datemultirange(daterange(public.today(), null));
  elsif new.state <> 'active' and old.state = 'active' then
    new.held := old.held * datemultirange(daterange(null, public.today() + 1));
  end if;
  return new;
end $$;
