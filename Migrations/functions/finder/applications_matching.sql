-- The applications of the space whose text is like every one of the patterns: see people_matching.
create or replace function finder.applications_matching(patterns text[], most integer) returns uuid[]
  language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  as $$
declare
  space uuid := nullif(current_setting('app.tenant', true), '')::uuid;
  longest text[] := array(select p from unnest(patterns) p order by length(p) desc);
  first text := longest[1];
  second text := coalesce(longest[2], '%');
  others text[] := longest[3:];
begin
  if first <> '' and length(first) < 5 then return null; end if;
  return array(
    select a.id from public.application a
     where a.tenant_id = space and a.searched like first and a.searched like second and a.searched like all (others)
     limit most + 1);
end $$;
grant execute on function finder.applications_matching(text[], integer) to vakka_app;
