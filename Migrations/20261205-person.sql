-- Two entries of a register that may be one person: the same name, folded, with the same address, telephone number or employer.
set role vakka_owner;
alter table public.person add column folded_name text collate "C" not null
  generated always as (public.searchable(family_name || ' ' || given_name)) stored;
comment on column public.person.folded_name is 'The name as it is compared: without case, marks and signs.';
create index person_folded on public.person (tenant_id, folded_name);
create index release_person on public.release (tenant_id, person_id);

create table public.person_alike (
  tenant_id uuid not null,
  one uuid not null,
  other uuid not null,
  found_at timestamptz not null default public.moment(),
  apart_at timestamptz,
  primary key (tenant_id, one, other),
  foreign key (tenant_id, one) references public.person (tenant_id, id) on delete cascade,
  foreign key (tenant_id, other) references public.person (tenant_id, id) on delete cascade,
  check (one < other)
);
call public.tenant_table('person_alike', 'select, insert, delete, update (apart_at)');
comment on table public.person_alike is 'Two of a register who may be one person, until somebody says that they are two.';
create index person_alike_other on public.person_alike (tenant_id, other);

create trigger alike after insert or update of given_name, family_name, email, phone on public.person
  for each row execute function public.keep_alike();
create trigger alike after insert on public.release
  for each row execute function public.keep_alike();

alter table public.person no force row level security;
alter table public.release no force row level security;
alter table public.person_alike no force row level security;
insert into public.person_alike (tenant_id, one, other)
  select p.tenant_id, p.id, o.id
    from public.person p join public.person o on o.tenant_id = p.tenant_id and o.folded_name = p.folded_name and o.id > p.id
   where p.email <> '' and lower(p.email) = lower(o.email) or p.phone <> '' and p.phone = o.phone
      or exists (select from public.release r join public.release s
           on s.tenant_id = r.tenant_id and s.person_id = o.id and s.business_id = r.business_id
          where r.tenant_id = p.tenant_id and r.person_id = p.id);
alter table public.person force row level security;
alter table public.release force row level security;
alter table public.person_alike force row level security;
reset role;
