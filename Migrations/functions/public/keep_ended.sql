-- A permission that has been taken back stays so: whoever allows it again gives a new one.
create or replace function public.keep_ended() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$ begin perform public.refuse('VK409', 'release.rule.none'); end $$;
