-- People of a space and notes about them; members and their roles; who may give which role.
set role vakka_owner;

create table public.person (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  given_name text not null check (given_name <> ''),
  family_name text not null check (family_name <> ''),
  name_key text collate "C" not null,
  given_key text collate "C" not null,
  email text not null default '',
  phone text not null default '',
  municipality text not null default '',
  language text not null default 'fi' check (language in ('fi', 'sv', 'en')),
  kind text not null check (kind in ('expert', 'participant', 'employee', 'contact')),
  state text not null default 'active' check (state in ('active', 'paused', 'archived')),
  created_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  primary key (tenant_id, id)
);
create index person_name on public.person (tenant_id, name_key, id);
create index person_given on public.person (tenant_id, given_key, id);
create index person_created on public.person (tenant_id, created_at, id);
create index person_changed on public.person (tenant_id, changed_at, id);
comment on table public.person is 'Somebody in a space''s register. The keys are made from the names, for order and for search by prefix.';
create trigger keys before insert or update on public.person
  for each row execute function public.keep_person_keys();
call public.tenant_table('person', 'select, insert, update');

-- Notes may hold anything about a person, so their text is special: no SELECT grant on the body,
-- and read_notes() logs before it returns.
create table public.person_note (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  author_id uuid,
  author_name text not null,
  readers text not null check (readers in ('coordinators', 'staff', 'person')),
  body text not null check (body <> ''),
  created_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
create index person_note_person on public.person_note (tenant_id, person_id, created_at desc);
comment on table public.person_note is 'Free notes about a person; readers says who may open them.';
call public.tenant_table('person_note',
  'insert, select (tenant_id, id, person_id, author_name, readers, created_at)');

create table public.membership (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  account_id uuid not null references accounts.account (id),
  person_id uuid,
  name text not null,
  email text not null,
  ends_on date,
  created_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  unique (tenant_id, account_id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
create index membership_account on public.membership (account_id);
comment on table public.membership is 'An account''s place in a space.';
call public.tenant_table('membership', 'select, insert, update (ends_on, person_id)');

create table public.membership_role (
  tenant_id uuid not null,
  membership_id uuid not null,
  role text not null check (role in ('coordinator', 'trainer', 'expert', 'consent-giver', 'auditor')),
  ends_on date,
  created_at timestamptz not null default public.moment(),
  primary key (tenant_id, membership_id, role),
  foreign key (tenant_id, membership_id) references public.membership (tenant_id, id) on delete cascade
);
comment on table public.membership_role is 'A role of a membership, perhaps until a date (the last day it holds).';
call public.tenant_table('membership_role', 'select, insert, update (ends_on), delete');

create table public.invitation (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  roles text[] not null check (cardinality(roles) > 0),
  role_ends_on date,
  language text not null default 'fi',
  token_hash bytea not null,
  invited_by uuid,
  created_at timestamptz not null default public.moment(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash)
);
create unique index invitation_open on public.invitation (tenant_id, email) where used_at is null and revoked_at is null;
comment on table public.invitation is 'An invitation to be a member: seven days, once.';
call public.tenant_table('invitation', 'select, insert, update (token_hash, expires_at, used_at, revoked_at)');

-- Which role may give which. An auditor is named by the operator or by an auditor, never by those who are audited.
create table public.role_gift (
  giver text not null,
  role text not null,
  primary key (giver, role)
);
insert into public.role_gift values
  ('coordinator', 'coordinator'), ('coordinator', 'trainer'), ('coordinator', 'expert'),
  ('coordinator', 'consent-giver'), ('auditor', 'auditor');
grant select on public.role_gift to vakka_app;

-- Which roles a kind of space knows.
create table public.role_in_kind (
  kind text not null,
  role text not null,
  primary key (kind, role)
);
insert into public.role_in_kind values
  ('association', 'coordinator'), ('association', 'expert'), ('association', 'auditor'),
  ('partner', 'coordinator'), ('partner', 'auditor'),
  ('provider', 'coordinator'), ('provider', 'trainer'), ('provider', 'expert'), ('provider', 'auditor'),
  ('employer', 'coordinator'), ('employer', 'consent-giver'), ('employer', 'auditor');
grant select on public.role_in_kind to vakka_app;
create constraint trigger role_rules after insert or update or delete on public.membership_role
  deferrable initially deferred for each row execute function public.keep_role_rules();
create constraint trigger role_rules after update of ends_on on public.membership
  deferrable initially deferred for each row execute function public.keep_role_rules();
create trigger gift_rules before insert or update or delete on public.membership_role
  for each row execute function public.keep_gift_rules();
create trigger gift_rules before insert or update of token_hash, revoked_at on public.invitation
  for each row execute function public.keep_invitation_rules();

create policy directory on public.membership for select to vakka_accounts using (true);
create policy directory on public.membership_role for select to vakka_accounts using (true);
create policy rules on public.membership for select to vakka_owner using (true);
create policy rules on public.membership_role for select to vakka_owner using (true);
create policy rules on public.invitation for all to vakka_owner using (true) with check (true);
grant select on public.membership, public.membership_role to vakka_accounts;

create trigger no_operators before insert on public.membership
  for each row execute function public.keep_operators_out();
create trigger no_operators before insert on public.membership_role
  for each row execute function public.keep_operators_out();
create trigger no_operators before insert on public.invitation
  for each row execute function public.keep_operators_out();

reset role;
