-- Lists search inside names and in what else they show. What a row is found by is one text beside it, and people, who can
-- be many, have an index over it that knows each three letters.
create schema extension;
create extension if not exists pg_trgm schema extension;
create extension if not exists btree_gin schema extension;
grant usage on schema extension to vakka_owner;

-- Who asks that index: never logs in, owns one function, and reads nothing of a person but id and text.
do $$
begin
  if not exists (select from pg_roles where rolname = 'vakka_finder') then
    create role vakka_finder nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end $$;
create schema finder authorization vakka_finder;
grant usage on schema finder to vakka_app;
grant usage on schema public to vakka_finder;
alter default privileges for role vakka_finder revoke execute on functions from public;

set role vakka_owner;
alter table public.person add column searched text collate "C" not null
  generated always as (public.searchable(family_name || ' ' || given_name || ' ' || municipality)) stored;
comment on column public.person.searched is 'What the person is found by.';
create policy finding on public.person for select to vakka_finder using (true);
grant select (tenant_id, id, searched) on public.person to vakka_finder;

set search_path = public, extension, pg_catalog;
create index person_searched on public.person using gin (tenant_id, searched gin_trgm_ops);
reset search_path;

-- What is walked in an order of the list when a search finds too much for the index: the table itself is not read.
drop index public.person_name, public.person_created, public.person_changed;
create index person_name on public.person (tenant_id, name_key, id) include (searched);
create index person_created on public.person (tenant_id, created_at, id) include (searched);
create index person_changed on public.person (tenant_id, changed_at, id) include (searched);
reset role;
