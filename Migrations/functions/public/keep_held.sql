-- The days on which a place is held: from the day it begins or goes on to the day it pauses or ends, also while its employer is
-- asked anew. Nobody else writes them.
create or replace function public.keep_held() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  is_on boolean := new.state in ('active', 'renewing');
  was_on boolean := old.state in ('active', 'renewing');
begin
  if new.state <> 'renewing' then new.renew_by := null; end if;
  if tg_op = 'INSERT' then
    new.held := case when new.state = 'active'
      then datemultirange(daterange((new.enrolled_at at time zone 'Europe/Helsinki')::date, null)) else '{}' end;
  elsif is_on and not was_on then
    new.held := old.held + datemultirange(daterange(public.today(), null));
  elsif was_on and not is_on then
    new.held := old.held * datemultirange(daterange(null, public.today() + 1));
  end if;
  return new;
end $$;
