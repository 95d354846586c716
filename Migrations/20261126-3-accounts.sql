-- Accounts, sessions, codes and throttling. vakka_app sees none of these tables, only the functions below.
set role vakka_accounts;

create table accounts.account (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  language text not null default 'fi' check (language in ('fi', 'sv', 'en')),
  password text,
  is_operator boolean not null default false,
  created_at timestamptz not null default public.moment()
);
create table accounts.session (
  id uuid primary key,
  account_id uuid not null references accounts.account (id) on delete cascade,
  token_hash bytea not null unique,
  strength text not null check (strength in ('password', 'code')),
  agent text not null,
  address text not null,
  created_at timestamptz not null default public.moment(),
  seen_at timestamptz not null default public.moment(),
  ended_at timestamptz
);
create index session_account on accounts.session (account_id);
create table accounts.code (
  email text not null,
  purpose text not null,
  code_hash bytea not null,
  browser_hash bytea not null,
  expires_at timestamptz not null,
  tries smallint not null default 0,
  primary key (email, purpose, browser_hash)
);
create table accounts.throttle (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  free_at timestamptz not null
);
create index throttle_last on accounts.throttle (last_at);
create table accounts.mail (
  id uuid primary key,
  recipient text not null check (recipient !~ '[\r\n]'),
  subject text not null check (subject !~ '[\r\n]'),
  body text not null,
  language text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts smallint not null default 0,
  due_at timestamptz not null default public.moment(),
  made_at timestamptz not null default public.moment(),
  sent_at timestamptz
);
create index mail_due on accounts.mail (due_at) where state = 'waiting';
comment on table accounts.mail is 'Mail about accounts. The body is emptied once it is sent or given up.';
grant usage on schema accounts to vakka_worker;
grant select, update on accounts.mail to vakka_worker;
comment on table accounts.account is 'One person''s sign-in, for all spaces.';

grant references (id) on accounts.account to vakka_owner;

reset role;
