create or replace function log.never_changed() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$ begin raise exception using errcode = 'VK403', message = 'log.append-only'; end $$;
