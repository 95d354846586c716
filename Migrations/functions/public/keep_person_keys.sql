-- No writer can forget the keys, nor the time of a change.
create or replace function public.keep_person_keys() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  new.name_key := public.search_key(new.family_name || ' ' || new.given_name);
  new.given_key := public.search_key(new.given_name || ' ' || new.family_name);
  if tg_op = 'UPDATE' then new.changed_at := public.moment(); end if;
  return new;
end $$;
