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
-- Two entries of one person become one, and can be parted again for 30 days: what moved, and the entry that went, are kept so long.
create table public.person_join (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  gone uuid not null,
  gone_name text not null,
  entry jsonb,
  moved jsonb,
  joined_at timestamptz not null default public.moment(),
  over_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id),
  check (person_id <> gone),
  check ((over_at is null) = (entry is not null) and (entry is null) = (moved is null))
);
call public.tenant_table('person_join', 'select (tenant_id, id, person_id, gone, gone_name, joined_at, over_at)');
comment on table public.person_join is 'Who of a register has become part of whose entry. entry and moved are the way back, until it is over.';
create policy due on public.person_join for select to vakka_owner using (true);
create unique index person_join_gone on public.person_join (tenant_id, gone) where over_at is null;
create index person_join_person on public.person_join (tenant_id, person_id);

-- What belongs together moves together: it is looked at when all of it has.
alter table public.release alter constraint release_tenant_id_application_id_person_id_fkey deferrable;
alter table public.consent_ask alter constraint consent_ask_tenant_id_release_id_application_id_person_id_fkey deferrable;
alter table public.enrolment alter constraint enrolment_tenant_id_application_id_course_id_person_id_fkey deferrable;
alter table public.enrolment alter constraint enrolment_tenant_id_consent_ask_id_application_id_person_i_fkey deferrable;

do $$
declare
  name text;
begin
  foreach name in array array['person', 'person_alike', 'person_join', 'application', 'release', 'consent_ask', 'enrolment',
    'person_note', 'membership'] loop
    execute format('create policy joining on public.%I to vakka_owner using (tenant_id = (select public.current_tenant()))'
      || ' with check (tenant_id = (select public.current_tenant()))', name);
  end loop;
end $$;
reset role;
