-- Accounts, sessions, codes and throttling. vakka_app sees none of these tables, only the functions below.
set role vakka_accounts;

create table accounts.account (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  language text not null default 'fi' check (language in ('fi', 'sv', 'en')),
  password text,
  is_operator boolean not null default false,
  created_at timestamptz not null default now()
);
create table accounts.session (
  id uuid primary key,
  account_id uuid not null references accounts.account (id) on delete cascade,
  token_hash bytea not null unique,
  strength text not null check (strength in ('password', 'code')),
  agent text not null,
  address text not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
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
  due_at timestamptz not null default now(),
  made_at timestamptz not null default now(),
  sent_at timestamptz
);
grant usage on schema accounts to vakka_worker;
grant select, update on accounts.mail to vakka_worker;
comment on table accounts.account is 'One person''s sign-in, for all spaces.';

grant references (id) on accounts.account to vakka_owner;

create function accounts.session_start(session uuid, account uuid, token bytea, strength text, agent text, address text)
  returns void language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    insert into accounts.session (id, account_id, token_hash, strength, agent, address)
      values (session, account, token, strength, left(agent, 200), address);
  end;

create function accounts.sessions(account uuid)
  returns table (id uuid, strength text, agent text, address text, created_at timestamptz, seen_at timestamptz)
  language sql stable security definer set search_path = accounts, pg_catalog
  begin atomic
    select s.id, s.strength, s.agent, s.address, s.created_at, s.seen_at from accounts.session s
      where s.account_id = account and s.ended_at is null
        and s.seen_at > now() - interval '30 minutes' and s.created_at > now() - interval '10 hours'
      order by s.seen_at desc;
  end;

-- Ends one session of the account, or all but one when the id is null.
create function accounts.session_end(account uuid, session uuid, except_session uuid) returns bigint
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    with ended as (
      update accounts.session s set ended_at = now()
        where s.account_id = account and s.ended_at is null
          and (s.id = session or (session is null and s.id is distinct from except_session))
        returning 1)
    select count(*) from ended;
  end;

create function accounts.session_touch(seen uuid[]) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    update accounts.session set seen_at = now() where id = any (seen) and seen_at < now() - interval '30 seconds';
  end;

create function accounts.credential(address text)
  returns table (account_id uuid, name text, language text, password text)
  language sql stable security definer set search_path = accounts, pg_catalog
  begin atomic
    select a.id, a.name, a.language, a.password from accounts.account a where a.email = lower(address);
  end;

create function accounts.password_set(who uuid, hash text) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    update accounts.account set password = hash where id = who;
  end;

create function accounts.language_set(who uuid, chosen text) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    update accounts.account set language = chosen where id = who;
  end;

create function accounts.name_set(who uuid, chosen text) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    update accounts.account set name = chosen where id = who;
  end;

-- The account of a proven address; made when there is none.
create function accounts.account_ensure(fresh uuid, address text, called text, spoken text) returns uuid
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    insert into accounts.account (id, email, name, language) values (fresh, lower(address), called, spoken)
      on conflict (email) do nothing;
    select id from accounts.account where email = lower(address);
  end;

create function accounts.code_make(address text, why text, code bytea, browser bytea, seconds integer) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    delete from accounts.code where expires_at < now();
    insert into accounts.code (email, purpose, code_hash, browser_hash, expires_at)
      values (lower(address), why, code, browser, now() + make_interval(secs => seconds))
      on conflict (email, purpose, browser_hash)
      do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0;
  end;

-- 'right' once, then the code is gone; 'wrong' counts a try; 'spent' when it is over.
create function accounts.code_try(address text, why text, code bytea, browser bytea, tries_max integer) returns text
  language plpgsql security definer set search_path = accounts, pg_catalog
  as $$
declare kept accounts.code;
begin
  update accounts.code set tries = tries + 1
    where email = lower(address) and purpose = why and browser_hash = browser
    returning * into kept;
  if not found or kept.expires_at < now() or kept.tries > tries_max then return 'spent'; end if;
  if kept.code_hash <> code then return 'wrong'; end if;
  delete from accounts.code where email = lower(address) and purpose = why and browser_hash = browser;
  return 'right';
end $$;

-- Seconds until the most throttled of the keys is free; 0 when all are.
create function accounts.throttle_wait(keys text[]) returns integer
  language sql stable security definer set search_path = accounts, pg_catalog
  begin atomic
    select coalesce(max(ceil(extract(epoch from free_at - now())))::integer, 0) from accounts.throttle
      where key = any (keys) and free_at > now();
  end;

-- Counts a failure for each key. After `free` failures the wait doubles each time, up to 15 minutes; an hour of peace forgets,
-- and what a day has passed over goes.
create function accounts.throttle_count(keys text[], free integer) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    delete from accounts.throttle where key in (
      select key from accounts.throttle where last_at < now() - interval '1 day'
        order by last_at limit 100 for update skip locked);
    insert into accounts.throttle as t (key, failures, last_at, free_at)
      select distinct k, 1, now(), now() from unnest(keys) k
      on conflict (key) do update set
        failures = case when t.last_at < now() - interval '1 hour' then 1 else least(t.failures + 1, 1000) end,
        last_at = now(),
        free_at = case when t.last_at < now() - interval '1 hour' or t.failures + 1 <= free then now()
          else now() + make_interval(secs => least(900, power(2, least(t.failures + 1 - free, 10)))) end;
  end;

create function accounts.throttle_clear(keys text[]) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    delete from accounts.throttle where key = any (keys);
  end;

create function accounts.mail_add(letter uuid, address text, about text, content text, spoken text) returns void
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    insert into accounts.mail (id, recipient, subject, body, language)
      values (letter, address, about, content, spoken);
  end;

-- The space behind a slug, for public pages and for knowing whose log a refusal belongs to.
create function accounts.space_by_slug(wanted text)
  returns table (space_id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text,
    logo_text text, default_language text)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.logo_text, s.default_language
      from public.space s where s.slug = wanted;
  end;

-- The employer's space with this business id, if there is one.
create function accounts.employer_by_business_id(wanted text)
  returns table (space_id uuid, slug text, state text, name_fi text)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.id, s.slug, s.state, s.name_fi from public.space s
      where s.business_id = wanted and s.kind = 'employer';
  end;

-- What the operator sees of spaces: never their content.
create function accounts.spaces()
  returns table (space_id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.created_at
      from public.space s order by s.slug;
  end;

reset role;
set role vakka_owner;

create function public.space_make(fresh uuid, wanted text, kind_of text, state_of text, business text,
    fi text, sv text, en text, spoken text) returns void
  language sql security definer set search_path = pg_catalog
  begin atomic
    insert into public.space (id, slug, kind, state, business_id, name_fi, name_sv, name_en, default_language, logo_text)
      values (fresh, wanted, kind_of, state_of, business, fi, sv, en, spoken, left(fi, 24));
  end;

revoke execute on function public.space_make(uuid, text, text, text, text, text, text, text, text) from public;
grant execute on function public.space_make(uuid, text, text, text, text, text, text, text, text) to vakka_app;
reset role;
set role vakka_accounts;
revoke execute on all functions in schema accounts from public;
grant execute on all functions in schema accounts to vakka_app;
