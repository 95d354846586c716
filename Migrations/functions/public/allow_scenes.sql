-- Whether transactions of this database may be played at another moment (`set local app.moment`), for the demo and for tests.
-- Only the function's owner can make it anew, so that the serving role cannot choose its time. Planned away where it is off.
create or replace procedure public.allow_scenes(allowed boolean)
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  execute 'create or replace function public.moment() returns timestamptz language sql stable parallel safe return '
    || case when allowed then 'coalesce(nullif(current_setting(''app.moment'', true), '''')::timestamptz, now())'
      else 'now()' end;
end $$;
