-- The applications of the space whose text is like every one of the patterns: see people_matching.
create or replace function finder.applications_matching(patterns text[], most integer) returns uuid[]
  language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  as $$
declare
  longest text[] := array(select p from unnest(patterns) p order by length(p) desc limit 2);
  found uuid[];
begin
  if longest[1] <> '' and length(longest[1]) < 5 then return null; end if;
  select array_agg(id) into found from (
    select a.id from public.application a
     where a.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid and a.searched like longest[1]
       and a.searched like coalesce(longest[2], '%') and a.searched like all (patterns)
     limit most + 1) x;
  return coalesce(found, '{}');
end $$;
grant execute on function finder.applications_matching(text[], integer) to vakka_app;
