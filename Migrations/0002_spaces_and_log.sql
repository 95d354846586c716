-- The spaces, and the log that each of them has.
set role vakka_owner;

create table public.space (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  alias uuid not null unique default gen_random_uuid(),
  kind text not null check (kind in ('association', 'partner', 'provider', 'employer')),
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
  created_at timestamptz not null default now()
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
comment on table log.event is 'The public part of each event of a space''s log, with commitments to its private parts. Only ever appended.';

create table log.event_part (
  tenant_id uuid not null,
  event_id uuid not null,
  part text not null check (part in ('actor', 'subject', 'detail')),
  ordinal smallint not null,
  salt bytea not null check (octet_length(salt) = 32),
  body text not null,
  account_id uuid,
  person_id uuid,
  object_id uuid,
  primary key (tenant_id, event_id, part, ordinal),
  foreign key (tenant_id, event_id) references log.event (tenant_id, id)
);
create index event_part_person on log.event_part (tenant_id, person_id, event_id desc) where person_id is not null;
create index event_part_object on log.event_part (tenant_id, object_id, event_id desc) where object_id is not null;
create index event_part_account on log.event_part (tenant_id, account_id, event_id desc) where account_id is not null;
comment on table log.event_part is 'The private parts of events: actor, subjects, detail. Each can be erased by itself; the commitment stays.';

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

create function log.never_changed() returns trigger
  language plpgsql set search_path = pg_catalog
  as $$ begin raise exception using errcode = 'VK403', message = 'log.append-only'; end $$;
create trigger append_only before update or delete on log.event
  for each row execute function log.never_changed();
create trigger append_only_truncate before truncate on log.event
  for each statement execute function log.never_changed();
create trigger append_only before update on log.event_part
  for each row execute function log.never_changed();
-- A part is erased by itself and with an event of its own, never all of them at once.
create trigger append_only_truncate before truncate on log.event_part
  for each statement execute function log.never_changed();

-- Appends events: a JSON array, each with its space, its public part and its private parts.
create function log.append(events jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
begin
  insert into log.event (tenant_id, id, at, version, kind, action, outcome, role, object_type,
      instance, counter, actor_commitment, subject_commitments, detail_commitment)
    select e.space, e.id, e.at, e.version, e.kind, e.action, e.outcome, e.role, e.object_type,
      e.instance, e.counter, decode(e.actor, 'hex'),
      array(select decode(value, 'hex') from jsonb_array_elements_text(e.subjects) with ordinality as s(value, place) order by place),
      decode(e.detail, 'hex')
    from jsonb_to_recordset(events) as e(space uuid, id uuid, at timestamptz, version smallint, kind text,
      action text, outcome text, role text, object_type text, instance uuid, counter bigint,
      actor text, subjects jsonb, detail text);
  insert into log.event_part (tenant_id, event_id, part, ordinal, salt, body, account_id, person_id, object_id)
    select (e.value ->> 'space')::uuid, (e.value ->> 'id')::uuid, p.part, p.ordinal, decode(p.salt, 'hex'),
      p.body, p.account, p.person, p.object
    from jsonb_array_elements(events) as e(value),
      jsonb_to_recordset(e.value -> 'parts') as p(part text, ordinal smallint, salt text, body text,
        account uuid, person uuid, object uuid);
end $$;
revoke execute on function log.append(jsonb) from public;
grant execute on function log.append(jsonb) to vakka_app, vakka_owner, vakka_accounts;

-- Whoever changes a row past the app (psql, a script) leaves a trace all the same.
create function log.record_outside_change() returns trigger
  language plpgsql security definer set search_path = pg_catalog
  as $$
declare
  row_before jsonb := case when tg_op = 'INSERT' then null else to_jsonb(old) end;
  row_after jsonb := case when tg_op = 'DELETE' then null else to_jsonb(new) end;
  changed jsonb;
  actor_salt bytea := sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
  detail_salt bytea := sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
  actor_body text := jsonb_build_object('name', session_user)::text;
  detail_body text;
begin
  select jsonb_agg(key order by key) into changed
    from jsonb_object_keys(coalesce(row_after, row_before)) as key
    where row_before is null or row_after is null or row_before -> key is distinct from row_after -> key;
  detail_body := jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op), 'fields', changed)::text;
  perform log.append(jsonb_build_array(jsonb_build_object(
    'space', coalesce(row_after, row_before) ->> 'tenant_id', 'id', gen_random_uuid(),
    'at', date_trunc('milliseconds', clock_timestamp()), 'version', 1, 'kind', 'break-glass', 'action', 'database.changed',
    'outcome', 'done', 'role', 'database', 'object_type', tg_table_name,
    'instance', '00000000-0000-0000-0000-000000000000', 'counter', 0,
    'actor', encode(sha256(actor_salt || log.padded(actor_body)), 'hex'),
    'subjects', '[]'::jsonb,
    'detail', encode(sha256(detail_salt || log.padded(detail_body)), 'hex'),
    'parts', jsonb_build_array(
      jsonb_build_object('part', 'actor', 'ordinal', 0, 'salt', encode(actor_salt, 'hex'), 'body', actor_body),
      jsonb_build_object('part', 'detail', 'ordinal', 0, 'salt', encode(detail_salt, 'hex'), 'body', detail_body,
        'object', coalesce(row_after, row_before) ->> 'id')))));
  return null;
end $$;
create function log.padded(body text) returns bytea
  language sql immutable parallel safe set search_path = pg_catalog
  return convert_to(body, 'UTF8') || decode(repeat('00', (64 - octet_length(convert_to(body, 'UTF8')) % 64) % 64), 'hex');
revoke execute on function log.record_outside_change(), log.never_changed(), log.padded(text) from public;
grant execute on function log.record_outside_change() to vakka_owner;

reset role;
set role vakka_owner;

-- What makes a table a tenant's: forced row-level security, the one policy, the trace of outside changes.
create procedure public.tenant_table(name text, grants text)
  language plpgsql set search_path = pg_catalog
  as $$
begin
  execute format('alter table public.%I enable row level security', name);
  execute format('alter table public.%I force row level security', name);
  execute format('create policy own on public.%I to vakka_app using (tenant_id = (select public.current_tenant()))'
    || ' with check (tenant_id = (select public.current_tenant()))', name);
  execute format('grant %s on public.%I to vakka_app', grants, name);
  execute format('create trigger outside_change after insert or update or delete on public.%I for each row'
    || ' when (session_user not in (''vakka_app'', ''vakka_worker'')) execute function log.record_outside_change()', name);
end $$;
revoke execute on procedure public.tenant_table(text, text) from public;

-- An unsafe form sent twice is done once: the second finds where the first led.
create table public.submission (
  tenant_id uuid not null references public.space (id),
  key uuid not null,
  account_id uuid,
  path text not null,
  location text not null,
  at timestamptz not null default now(),
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
  due_at timestamptz not null default now(),
  made_at timestamptz not null default now(),
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
  at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index letter_reference on public.letter (tenant_id, reference);
comment on table public.letter is 'What was sent to another space or came from one: a minimal copy.';
call public.tenant_table('letter', 'select, insert');
