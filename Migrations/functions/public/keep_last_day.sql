-- Until a day means until its last moment in Finland, as every page and mail says it.
create or replace function public.keep_last_day() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  new.expires_at := public.last_moment((new.expires_at at time zone 'Europe/Helsinki')::date);
  return new;
end $$;
