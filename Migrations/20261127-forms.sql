-- Forms: what a key was sent with, the key that seals them, and what was typed when a session had ended.
set role vakka_owner;
alter table public.submission add column content bytea not null default '';
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

create function accounts.sealing_key() returns bytea
  language sql stable security definer set search_path = accounts, pg_catalog, pg_temp
  begin atomic select key from accounts.sealing; end;

create table accounts.kept_form (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  account_id uuid not null references accounts.account (id) on delete cascade,
  path text not null check (octet_length(path) <= 2000),
  body bytea not null check (octet_length(body) <= 1100000),
  expires_at timestamptz not null
);
create index kept_form_account on accounts.kept_form (account_id, expires_at);
comment on table accounts.kept_form is 'What was typed into a form whose session had ended, sealed, until its account signs in again.';

-- Keeps a form for an account; of each account the newest five.
create function accounts.form_keep(token bytea, account uuid, at_path text, sealed bytea, seconds integer) returns void
  language plpgsql security definer set search_path = accounts, pg_catalog, pg_temp
  as $$
  begin
    delete from accounts.kept_form where expires_at < now();
    delete from accounts.kept_form where token_hash in (
      select f.token_hash from accounts.kept_form f where f.account_id = account order by f.expires_at desc offset 4);
    insert into accounts.kept_form (token_hash, account_id, path, body, expires_at)
      select token, a.id, at_path, sealed, now() + make_interval(secs => seconds) from accounts.account a where a.id = account;
  end $$;

-- What was kept under a token, with whose it is.
create function accounts.form_kept(token bytea) returns table (account_id uuid, path text, body bytea)
  language sql stable security definer set search_path = accounts, pg_catalog, pg_temp
  begin atomic
    select f.account_id, f.path, f.body from accounts.kept_form f where f.token_hash = token and f.expires_at > now();
  end;

create function accounts.form_forget(token bytea) returns void
  language sql security definer set search_path = accounts, pg_catalog, pg_temp
  begin atomic delete from accounts.kept_form where token_hash = token; end;

revoke execute on function accounts.sealing_key(), accounts.form_keep(bytea, uuid, text, bytea, integer),
  accounts.form_kept(bytea), accounts.form_forget(bytea) from public;
grant execute on function accounts.sealing_key(), accounts.form_keep(bytea, uuid, text, bytea, integer),
  accounts.form_kept(bytea), accounts.form_forget(bytea) to vakka_app;
reset role;
