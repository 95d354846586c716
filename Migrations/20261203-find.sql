-- People are found by address and telephone number too.
set role vakka_owner;
alter table public.person drop column searched;
alter table public.person add column searched text collate "C" not null
  generated always as (public.searchable(family_name || ' ' || given_name || ' ' || municipality || ' ' || email || ' ' || phone)) stored;
comment on column public.person.searched is 'What the person is found by.';
grant select (searched) on public.person to vakka_finder;

set search_path = public, extension, pg_catalog;
create index person_searched on public.person using gin (tenant_id, searched gin_trgm_ops);
reset search_path;
create index person_name on public.person (tenant_id, name_key, id) include (searched);
create index person_created on public.person (tenant_id, created_at, id) include (searched);
create index person_changed on public.person (tenant_id, changed_at, id) include (searched);

-- An application is found by the employer of the permission that is in force, and by no other.
alter table public.release add column searched text collate "C" not null
  generated always as (public.searchable(employer_name || ' ' || business_id)) stored;
comment on column public.release.searched is 'What the employer is found by.';
reset role;
