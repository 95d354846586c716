-- The spaces, and the log that each of them has.
set role vakka_owner;

create table public.space (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  alias uuid not null unique default gen_random_uuid(),
  kind text not null check (kind in ('association', 'partner', 'provider', 'employer', 'installation')),
  state text not null default 'active' check (state in ('active', 'suspended', 'unclaimed')),
  is_authority boolean not null default false,
  business_id text unique check (business_id ~ '^[0-9]{7}-[0-9]$'),
  name_fi text not null check (name_fi <> ''),
  name_sv text not null check (name_sv <> ''),
  name_en text not null check (name_en <> ''),
  default_language text not null default 'fi' check (default_language in ('fi', 'sv', 'en')),
  contact_email text not null default '',
  contact_phone text not null default '',
  logo_text text not null default '',
  created_at timestamptz not null default public.moment()
);
comment on table public.space is 'One organisation''s closed space. The alias, not the slug, names it in the log.';
alter table public.space enable row level security;
alter table public.space force row level security;
create policy own on public.space to vakka_app
  using (id = (select public.current_tenant())) with check (id = (select public.current_tenant()));
create policy directory on public.space for select to vakka_accounts, vakka_log using (true);
create policy making on public.space for all to vakka_owner using (true) with check (true);
grant select, references on public.space to vakka_accounts, vakka_log;
grant select on public.space to vakka_app;
grant update (name_fi, name_sv, name_en, default_language, contact_email, contact_phone, logo_text)
  on public.space to vakka_app;

-- What belongs to no organisation stands in a log all the same: the operator's sign-ins, and who was turned away from the
-- operator's pages. The installation is a space without people, doors and members: a log, and nothing else.
insert into public.space (id, slug, kind, name_fi, name_sv, name_en)
  values ('00000000-0000-7000-8000-000000000001', 'vakka', 'installation', 'Vakka', 'Vakka', 'Vakka');
create unique index space_installation on public.space (kind) where kind = 'installation';
comment on index public.space_installation is 'There is one installation.';

reset role;
set role vakka_log;

create table log.event (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  at timestamptz not null,
  version smallint not null,
  kind text not null check (kind in ('read', 'write', 'deny', 'auth', 'consent', 'export', 'redact', 'break-glass')),
  action text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  role text not null,
  object_type text not null,
  instance uuid not null,
  counter bigint not null,
  actor_commitment bytea not null,
  subject_commitments bytea[] not null,
  detail_commitment bytea not null,
  primary key (tenant_id, id)
);
create index event_at on log.event (tenant_id, at desc, id desc);
-- Random bytes cannot be made smaller: nobody need try.
alter table log.event alter subject_commitments set storage plain;
comment on table log.event is 'The public part of each event of a space''s log, with commitments to its private parts. Only ever appended.';

-- No foreign key: `log.append` alone writes here, an event and its parts together, and a check of each part would find what
-- was just written.
create table log.event_part (
  tenant_id uuid not null,
  event_id uuid not null,
  part text not null check (part in ('actor', 'detail')),
  ordinal smallint not null,
  salt bytea not null check (octet_length(salt) = 32),
  body text not null,
  account_id uuid,
  object_id uuid,
  primary key (tenant_id, event_id, part, ordinal)
);
create index event_part_object on log.event_part (tenant_id, object_id, event_id desc) where object_id is not null;
create index event_part_account on log.event_part (tenant_id, account_id, event_id desc) where account_id is not null;
comment on table log.event_part is 'The private parts of events: actor and detail. Each can be erased by itself; the commitment stays.';

alter table log.event enable row level security;
alter table log.event force row level security;
alter table log.event_part enable row level security;
alter table log.event_part force row level security;
create policy own on log.event to vakka_app
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy own on log.event_part to vakka_app
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy appending on log.event to vakka_log using (true) with check (true);
create policy appending on log.event_part to vakka_log using (true) with check (true);
grant select on log.event, log.event_part to vakka_app;
create trigger append_only before update or delete on log.event
  for each row execute function log.never_changed();
create trigger append_only_truncate before truncate on log.event
  for each statement execute function log.never_changed();
create trigger append_only before update on log.event_part
  for each row execute function log.never_changed();
-- A part is erased by itself and with an event of its own, never all of them at once.
create trigger append_only_truncate before truncate on log.event_part
  for each statement execute function log.never_changed();

-- A list that fifty people stand in is one look: its subjects are one row, found by any of them, not fifty rows.
create table log.event_subjects (
  tenant_id uuid not null,
  event_id uuid not null,
  people uuid[] not null check (cardinality(people) > 0),
  salts bytea not null check (octet_length(salts) = 32 * cardinality(people)),
  primary key (tenant_id, event_id)
);
-- An event about one person is found by them. Lists stand in no index of people: `log.events_about` looks through them,
-- because fifty entries a look would cost more than the look itself, and no index of arrays serves under row-level security.
create index event_subjects_one on log.event_subjects (tenant_id, (people[1]), event_id desc) where cardinality(people) = 1;
create index event_subjects_many on log.event_subjects (tenant_id, event_id) where cardinality(people) > 1;
-- Random bytes cannot be made smaller: nobody need try.
alter table log.event_subjects alter people set storage plain, alter salts set storage plain;
comment on table log.event_subjects is 'Whom an event was about: the private parts of its subjects, in the order of their commitments, 32 bytes of salt each.';
alter table log.event_subjects enable row level security;
alter table log.event_subjects force row level security;
create policy own on log.event_subjects to vakka_app
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy appending on log.event_subjects to vakka_log using (true) with check (true);
create trigger append_only before update on log.event_subjects
  for each row execute function log.never_changed();
create trigger append_only_truncate before truncate on log.event_subjects
  for each statement execute function log.never_changed();
grant select on log.event_subjects to vakka_app;

-- One subject a row, each as the part that its commitment is made of.
create view log.event_subject with (security_invoker = true) as
  select s.tenant_id, s.event_id, (p.place - 1)::smallint as ordinal,
         substr(s.salts, (p.place::int - 1) * 32 + 1, 32) as salt,
         '{"person":"' || p.person_id || '"}' as body, p.person_id
    from log.event_subjects s, unnest(s.people) with ordinality as p(person_id, place);
comment on view log.event_subject is 'The subjects of events, one a row.';
grant select on log.event_subject to vakka_app;

reset role;
set role vakka_owner;

-- An unsafe form sent twice is done once: the second finds where the first led.
create table public.submission (
  tenant_id uuid not null references public.space (id),
  key uuid not null,
  account_id uuid,
  path text not null,
  location text not null,
  at timestamptz not null default public.moment(),
  primary key (tenant_id, key)
);
comment on table public.submission is 'Forms that were carried out, by their idempotency key.';
call public.tenant_table('submission', 'select, insert, update (location)');

-- Mail waits here in the transaction that causes it; the worker sends it.
create table public.outbox (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  recipient text not null check (recipient !~ '[\r\n]'),
  subject text not null check (subject !~ '[\r\n]'),
  body text not null,
  language text not null check (language in ('fi', 'sv', 'en')),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts smallint not null default 0,
  due_at timestamptz not null default public.moment(),
  made_at timestamptz not null default public.moment(),
  sent_at timestamptz,
  primary key (tenant_id, id)
);
create index outbox_due on public.outbox (due_at) where state = 'waiting';
comment on table public.outbox is 'Mail of a space. The body is emptied once it is sent.';
call public.tenant_table('outbox', 'insert');
create policy work on public.outbox to vakka_worker using (true) with check (true);
grant select, update on public.outbox to vakka_worker;

-- Letters between spaces, kept at both ends: the only thing that passes from one to another.
create table public.letter (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  kind text not null,
  other_space_id uuid not null references public.space (id),
  reference uuid not null,
  body jsonb not null,
  at timestamptz not null default public.moment(),
  primary key (tenant_id, id)
);
create index letter_reference on public.letter (tenant_id, reference);
comment on table public.letter is 'What was sent to another space or came from one: a minimal copy.';
call public.tenant_table('letter', 'select, insert');
create trigger no_letters before insert on public.letter
  for each row execute function public.keep_letters_out();

reset role;
