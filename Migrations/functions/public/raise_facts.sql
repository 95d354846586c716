-- An afternoon that is new or moved raises the facts of its course. It asks more of anybody when it is on another day, begins
-- earlier or ends later; more hours are one of the two.
create or replace function public.raise_facts() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  is_heavier boolean := tg_op = 'INSERT';
begin
  if tg_op = 'UPDATE' then
    if (new.held_on, new.starts_at, new.ends_at) is not distinct from (old.held_on, old.starts_at, old.ends_at) then
      return null;
    end if;
    is_heavier := new.held_on <> old.held_on or new.starts_at < old.starts_at or new.ends_at > old.ends_at;
  end if;
  update public.course c
     set facts_version = c.facts_version + 1,
         asked_version = case when is_heavier then c.facts_version + 1 else c.asked_version end
   where c.tenant_id = new.tenant_id and c.id = new.course_id;
  return null;
end $$;
