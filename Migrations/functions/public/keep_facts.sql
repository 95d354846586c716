-- The version of a course's facts goes up with every change of what an employer knows of it, and with what asks
-- more of anybody the oldest version to which a consent still holds. What the app says of versions counts for nothing: only
-- `raise_facts` does, from an afternoon.
create or replace function public.keep_facts() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  is_raised boolean;
  is_heavier boolean;
begin
  if tg_op = 'INSERT' then
    new.facts_version := 1;
    new.asked_version := 1;
    return new;
  end if;
  is_raised := pg_trigger_depth() > 1 and new.facts_version > old.facts_version;
  is_heavier := pg_trigger_depth() > 1 and new.asked_version > old.asked_version or new.place <> old.place;
  is_raised := is_raised or is_heavier or (new.address, new.employer_name) is distinct from (old.address, old.employer_name);
  new.facts_version := old.facts_version;
  new.asked_version := old.asked_version;
  if is_raised then
    new.facts_version := old.facts_version + 1;
    if is_heavier then new.asked_version := new.facts_version; end if;
  end if;
  return new;
end $$;
