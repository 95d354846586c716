-- The people of the space whose text is like every one of the patterns, so many and one more at most; null when no pattern
-- has the three letters that the index begins with. Then, and when there are more, a list is walked in its order instead.
--
-- Row-level security asks LIKE last, since it is not leakproof, and so keeps it from every index. Here it is asked first,
-- beside the space of the transaction, by a role that reads nothing of a person but id and text.
create or replace function finder.people_matching(patterns text[], most integer) returns uuid[]
  language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  as $$
declare
  -- The two longest words are asked of the index, the others of what it finds.
  longest text[] := array(select p from unnest(patterns) p order by length(p) desc limit 2);
  found uuid[];
begin
  if longest[1] <> '' and length(longest[1]) < 5 then return null; end if;
  select array_agg(id) into found from (
    select p.id from public.person p
     where p.tenant_id = nullif(current_setting('app.tenant', true), '')::uuid and p.searched like longest[1]
       and p.searched like coalesce(longest[2], '%') and p.searched like all (patterns)
     limit most + 1) x;
  return coalesce(found, '{}');
end $$;
grant execute on function finder.people_matching(text[], integer) to vakka_app;
