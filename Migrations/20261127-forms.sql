-- Forms: what a key was sent with, the key that seals them, and what was typed when a session had ended.
set role vakka_owner;
alter table public.submission add column content bytea not null default '';
grant update (content) on public.submission to vakka_app;
comment on column public.submission.content is 'SHA-256 of what was sent: the same key with other content is refused.';
reset role;

set role vakka_accounts;
create table accounts.sealing (
  is_only boolean primary key default true check (is_only),
  key bytea not null check (octet_length(key) = 32)
);
comment on table accounts.sealing is 'The key under which every process of this installation seals its forms.';
insert into accounts.sealing (key)
  values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

create table accounts.kept_form (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  account_id uuid not null references accounts.account (id) on delete cascade,
  path text not null check (octet_length(path) <= 2000),
  body bytea not null check (octet_length(body) <= 1100000),
  expires_at timestamptz not null
);
create index kept_form_account on accounts.kept_form (account_id, expires_at);
comment on table accounts.kept_form is 'What was typed into a form whose session had ended, sealed, until its account signs in again.';
reset role;
