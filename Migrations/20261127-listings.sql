-- Lists search inside names and in what else they show. What a row is found by is one text beside it, and people, who can
-- be many, have an index over it that knows each three letters.
create extension if not exists pg_trgm schema public;
create extension if not exists btree_gin schema public;

-- No table of a space opens an index to LIKE: the operator is not leakproof, so row-level security asks it last. The one
-- function that asks it first belongs to a role of its own, which never logs in and reads nothing but this text.
do $$
begin
  if not exists (select from pg_roles where rolname = 'vakka_finder') then
    create role vakka_finder nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end $$;
grant usage, create on schema public to vakka_finder;
grant execute on function public.current_tenant() to vakka_finder;

set role vakka_owner;

-- What a row is found by: lower case, without marks, hyphens, apostrophes and the like; å, ä and ö stay letters of
-- their own, and the signs of the neighbours stand as a Finn would type them. One space between words.
create function public.searchable(text text) returns text
  language sql immutable parallel safe
  return btrim(regexp_replace(
    translate(
      regexp_replace(
        normalize(
          translate(
            regexp_replace(lower(normalize(text, nfkc) collate "und-x-icu"),
              '[\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff''`´ʹʼ‘’‛′-]', '', 'g'),
            'åäöøæđðłŋŧþı', U&'\E000\E001\E002\E002\E001ddlntti'),
          nfd),
        '[\u0300-\u036f]', '', 'g'),
      U&'\E000\E001\E002', 'åäö'),
    '\s+', ' ', 'g')) collate "C";

-- Each word of a search as a pattern; a search without any word finds nothing.
create function public.search_patterns(term text) returns text[]
  language sql immutable parallel safe
  return coalesce(
    (select array_agg('%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%')
       from regexp_split_to_table(public.searchable(term), ' ') word where word <> ''),
    array['']);

alter table public.person add column searched text collate "C" not null
  generated always as (public.searchable(family_name || ' ' || given_name || ' ' || municipality)) stored;
create index person_searched on public.person using gin (tenant_id, searched public.gin_trgm_ops);
-- What is walked in the order of names when a search finds too much for the index: the table itself is not read.
drop index public.person_name;
create index person_name on public.person (tenant_id, name_key, id) include (searched);

create policy finding on public.person for select to vakka_finder using (true);
grant select (tenant_id, id, searched) on public.person to vakka_finder;
grant execute on function public.search_patterns(text), public.searchable(text) to vakka_finder;
reset role;

set role vakka_finder;
-- The people of the space that a search finds, so many at most. Null when there are more, or when no word of the search
-- has three letters: then the list is walked in its order instead.
create function public.people_matching(term text, most integer) returns uuid[]
  language plpgsql stable parallel safe security definer
  set search_path = pg_catalog
  set plan_cache_mode = force_generic_plan
  set enable_seqscan = off
  as $$
declare
  patterns text[] := public.search_patterns(term);
  longest text;
  found uuid[];
begin
  select p into longest from unnest(patterns) p order by length(p) desc limit 1;
  if longest <> '' and length(longest) < 5 then return null; end if;
  select array_agg(id) into found from (
    select p.id from public.person p
     where p.tenant_id = public.current_tenant() and p.searched like longest and p.searched like all (patterns)
     limit most + 1) x;
  return case when cardinality(found) > most then null else coalesce(found, '{}') end;
end $$;
revoke execute on function public.people_matching(text, integer) from public;
grant execute on function public.people_matching(text, integer) to vakka_app;
reset role;
revoke create on schema public from vakka_finder;
