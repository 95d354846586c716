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
  space uuid := nullif(current_setting('app.tenant', true), '')::uuid;
  -- The two longest words are asked of the index, the others of what it finds.
  longest text[] := array(select p from unnest(patterns) p order by length(p) desc);
  first text := longest[1];
  second text := coalesce(longest[2], '%');
  others text[] := longest[3:];
begin
  if first <> '' and length(first) < 5 then return null; end if;
  return array(
    select p.id from public.person p
     where p.tenant_id = space and p.searched like first and p.searched like second and p.searched like all (others)
     limit most + 1);
end $$;
grant execute on function finder.people_matching(text[], integer) to vakka_app;
