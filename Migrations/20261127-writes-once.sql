-- What is sent outside the spaces, and by who signs in with it, is carried out once.
set role vakka_accounts;
create table accounts.submission (
  key uuid primary key,
  path text not null check (octet_length(path) <= 2000),
  content bytea not null check (octet_length(content) = 32),
  answer text not null default '' check (octet_length(answer) <= 8000),
  session_id uuid references accounts.session (id) on delete cascade,
  at timestamptz not null default public.moment()
);
create index submission_at on accounts.submission (at);
comment on table accounts.submission is 'Forms outside the spaces that were carried out, by their key, with the first answer; what of it is a secret is sealed under what the form itself carried.';
reset role;
