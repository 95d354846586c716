-- No writer can forget the time of a change. What sorts a person is a generated column.
create or replace function public.keep_person_keys() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'UPDATE' then new.changed_at := public.moment(); end if;
  return new;
end $$;
