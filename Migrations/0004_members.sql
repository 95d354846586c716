-- Members of a space and their roles; who may give which role.
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
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index person_name on public.person (tenant_id, name_key, id);
create index person_given on public.person (tenant_id, given_key, id);
create index person_created on public.person (tenant_id, created_at, id);
create index person_changed on public.person (tenant_id, changed_at, id);
comment on table public.person is 'Somebody in a space''s register. The keys are made from the names, for order and for search by prefix.';

-- What names are sorted and searched by: composed, in lower case whatever the server's locale, one space between words.
create function public.search_key(name text) returns text
  language sql immutable parallel safe
  return lower(btrim(regexp_replace(normalize(name, nfc), '\s+', ' ', 'g')) collate "und-x-icu");

-- No writer can forget the keys, nor the time of a change.
create function public.keep_person_keys() returns trigger
  language plpgsql set search_path = pg_catalog
  as $$
begin
  new.name_key := public.search_key(new.family_name || ' ' || new.given_name);
  new.given_key := public.search_key(new.given_name || ' ' || new.family_name);
  if tg_op = 'UPDATE' then new.changed_at := clock_timestamp(); end if;
  return new;
end $$;
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
  created_at timestamptz not null default now(),
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
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, account_id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
comment on table public.membership is 'An account''s place in a space.';
call public.tenant_table('membership', 'select, insert, update (ends_on, person_id)');

create table public.membership_role (
  tenant_id uuid not null,
  membership_id uuid not null,
  role text not null check (role in ('coordinator', 'trainer', 'expert', 'consent-giver', 'auditor')),
  ends_on date,
  created_at timestamptz not null default now(),
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
  created_at timestamptz not null default now(),
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

create function public.holds_role(space uuid, member uuid, wanted text) returns boolean
  language sql stable set search_path = pg_catalog
  begin atomic
    select exists (select from public.membership_role r join public.membership m
        on m.tenant_id = r.tenant_id and m.id = r.membership_id
      where r.tenant_id = space and r.membership_id = member and r.role = wanted
        and coalesce(r.ends_on, 'infinity') >= current_date and coalesce(m.ends_on, 'infinity') >= current_date);
  end;

-- Checked as the transaction commits, when all of a change of roles stands. Changes of a space's roles pass one at a
-- time: two coordinators who end each other at once would otherwise both see the other still there.
create function public.keep_role_rules() returns trigger
  language plpgsql security definer set search_path = pg_catalog
  as $$
declare
  here uuid := coalesce(new.tenant_id, old.tenant_id);
  is_taken boolean := tg_op <> 'INSERT';
begin
  perform from public.space where id = here for no key update;
  if tg_table_name = 'membership_role' then
    is_taken := is_taken and old.role = 'coordinator';
    if tg_op <> 'DELETE' then
      if not exists (select from public.role_in_kind k join public.space s on s.kind = k.kind
          where s.id = here and k.role = new.role) then
        perform public.refuse('VK409', 'members.rule.not-in-this-kind');
      end if;
      if exists (select from public.membership_role where tenant_id = here and membership_id = new.membership_id
            and role = 'coordinator' and coalesce(ends_on, 'infinity') >= current_date)
          and exists (select from public.membership_role where tenant_id = here and membership_id = new.membership_id
            and role = 'auditor' and coalesce(ends_on, 'infinity') >= current_date) then
        perform public.refuse('VK409', 'members.rule.coordinator-not-auditor');
      end if;
    end if;
    -- Whose space nobody looked after is claimed by its first coordinator.
    if tg_op = 'INSERT' and new.role = 'coordinator' then
      update public.space set state = 'active' where id = here and state = 'unclaimed';
    end if;
  else
    is_taken := exists (select from public.membership_role where tenant_id = here and membership_id = new.id
      and role = 'coordinator');
  end if;
  -- Only a taking away can leave a space without a coordinator. One whose days are numbered does not count.
  if is_taken
      and not exists (select from public.membership_role r join public.membership m
          on m.tenant_id = r.tenant_id and m.id = r.membership_id
        where r.tenant_id = here and r.role = 'coordinator' and r.ends_on is null and m.ends_on is null)
      and exists (select from public.space where id = here and state = 'active') then
    perform public.refuse('VK409', 'members.rule.last-coordinator');
  end if;
  return null;
end $$;
create constraint trigger role_rules after insert or update or delete on public.membership_role
  deferrable initially deferred for each row execute function public.keep_role_rules();
create constraint trigger role_rules after update of ends_on on public.membership
  deferrable initially deferred for each row execute function public.keep_role_rules();

-- Checked at once: a member gives and takes only what they may give. Jobs, the operator and the command line act
-- without a membership. One's own role may be put down, and taken up when an invitation says so.
create function public.keep_gift_rules() returns trigger
  language plpgsql security definer set search_path = pg_catalog
  as $$
declare
  kept public.membership_role := case when tg_op = 'DELETE' then old else new end;
  is_longer boolean := tg_op <> 'DELETE';
begin
  if public.current_actor() is null or exists (select from public.role_gift g where g.role = kept.role
      and public.holds_role(kept.tenant_id, public.current_actor(), g.giver)) then
    return kept;
  end if;
  if tg_op = 'UPDATE' then
    is_longer := coalesce(new.ends_on, 'infinity') > coalesce(old.ends_on, 'infinity');
  end if;
  if not is_longer and kept.membership_id <> public.current_actor() then
    perform public.refuse('VK403', 'members.rule.not-yours-to-take');
  end if;
  if is_longer and (kept.membership_id <> public.current_actor() or not exists (
      select from public.invitation i join public.membership m on m.tenant_id = i.tenant_id and m.email = i.email
        where i.tenant_id = kept.tenant_id and m.id = kept.membership_id and kept.role = any (i.roles)
          and i.revoked_at is null and coalesce(i.used_at, now()) > now() - interval '1 minute')) then
    perform public.refuse('VK403', 'members.rule.not-yours-to-give');
  end if;
  return kept;
end $$;
create trigger gift_rules before insert or update or delete on public.membership_role
  for each row execute function public.keep_gift_rules();

-- Who sends or revokes an invitation may give each of its roles, and the space knows them.
create function public.keep_invitation_rules() returns trigger
  language plpgsql security definer set search_path = pg_catalog
  as $$
begin
  -- What opens nothing any more may be put away by anyone.
  if tg_op = 'UPDATE' and new.token_hash = old.token_hash and new.expires_at <= now() then return new; end if;
  if public.current_actor() is not null and exists (select from unnest(new.roles) wanted
      where not exists (select from public.role_gift g where g.role = wanted
        and public.holds_role(new.tenant_id, public.current_actor(), g.giver))) then
    perform public.refuse('VK403', 'members.rule.not-yours-to-give');
  end if;
  if exists (select from unnest(new.roles) wanted where not exists (select from public.role_in_kind k
      join public.space s on s.kind = k.kind where s.id = new.tenant_id and k.role = wanted)) then
    perform public.refuse('VK409', 'members.rule.not-in-this-kind');
  end if;
  if 'coordinator' = any (new.roles) and 'auditor' = any (new.roles) then
    perform public.refuse('VK409', 'members.rule.coordinator-not-auditor');
  end if;
  return new;
end $$;
create trigger gift_rules before insert or update of token_hash, revoked_at on public.invitation
  for each row execute function public.keep_invitation_rules();

-- An invitation from outside the space: its first coordinator, an auditor, the command line.
create function public.invitation_make(space uuid, fresh uuid, address text, called text, wanted text[],
    last_day date, spoken text, token bytea, days integer) returns void
  language sql security definer set search_path = pg_catalog
  begin atomic
    update public.invitation set revoked_at = now()
      where tenant_id = space and email = lower(address) and used_at is null and revoked_at is null;
    insert into public.invitation (tenant_id, id, email, name, roles, role_ends_on, language, token_hash, expires_at)
      values (space, fresh, lower(address), called, wanted, last_day, spoken, token, now() + make_interval(days => days));
  end;
revoke execute on function public.invitation_make(uuid, uuid, text, text, text[], date, text, bytea, integer) from public;
grant execute on function public.invitation_make(uuid, uuid, text, text, text[], date, text, bytea, integer) to vakka_app;

-- Suspends a space or opens it again: an employer's that nobody had claimed opens as unclaimed.
create function public.space_state(which uuid, wanted text) returns bigint
  language sql security definer set search_path = pg_catalog
  begin atomic
    with changed as (
      update public.space s set state = case
          when wanted = 'active' and s.kind = 'employer' and not exists (select from public.membership_role r
            where r.tenant_id = s.id and r.role = 'coordinator') then 'unclaimed'
          else wanted end
        where s.id = which and s.state <> wanted and (wanted = 'suspended' or s.state = 'suspended')
        returning 1)
    select count(*) from changed;
  end;
revoke execute on function public.space_state(uuid, text) from public;
grant execute on function public.space_state(uuid, text) to vakka_app;

reset role;
set role vakka_owner;
create policy directory on public.membership for select to vakka_accounts using (true);
create policy directory on public.membership_role for select to vakka_accounts using (true);
create policy rules on public.membership for select to vakka_owner using (true);
create policy rules on public.membership_role for select to vakka_owner using (true);
create policy rules on public.invitation for all to vakka_owner using (true) with check (true);
grant select on public.membership, public.membership_role to vakka_accounts;
reset role;
set role vakka_accounts;

-- A session with everything that a request needs: one row for each space the account has a place in, or one without.
create function accounts.session_open(token bytea)
  returns table (session_id uuid, account_id uuid, account_name text, email text, language text, strength text,
    is_operator boolean, seen_at timestamptz, space_id uuid, slug text, kind text, name_fi text, name_sv text,
    name_en text, logo_text text, membership_id uuid, person_id uuid, roles text[])
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.id, a.id, a.name, a.email, a.language, s.strength, a.is_operator, s.seen_at,
        p.id, p.slug, p.kind, p.name_fi, p.name_sv, p.name_en, p.logo_text, m.id, m.person_id, r.roles
      from accounts.session s
      join accounts.account a on a.id = s.account_id
      left join (
        public.membership m join public.space p on p.id = m.tenant_id and p.state <> 'suspended'
        join lateral (select array_agg(x.role order by x.role) as roles from public.membership_role x
            where x.tenant_id = m.tenant_id and x.membership_id = m.id
              and coalesce(x.ends_on, 'infinity') >= current_date) r on r.roles is not null
      ) on m.account_id = a.id and coalesce(m.ends_on, 'infinity') >= current_date
      where s.token_hash = token and s.ended_at is null
        and s.seen_at > now() - interval '30 minutes' and s.created_at > now() - interval '10 hours'
      order by p.slug;
  end;

-- The spaces whose logs hear of this account's sign-ins.
create function accounts.places(account uuid)
  returns table (space_id uuid, slug text)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select m.tenant_id, p.slug from public.membership m join public.space p on p.id = m.tenant_id
      where m.account_id = account and coalesce(m.ends_on, 'infinity') >= current_date and p.state <> 'suspended'
      order by p.slug;
  end;

-- Whether somebody looks after the space: all that the operator learns of its members.
create function accounts.space_has_coordinator(which uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select exists (select from public.membership_role r join public.membership m
        on m.tenant_id = r.tenant_id and m.id = r.membership_id
      where r.tenant_id = which and r.role = 'coordinator'
        and coalesce(r.ends_on, 'infinity') >= current_date and coalesce(m.ends_on, 'infinity') >= current_date);
  end;
revoke execute on function accounts.session_open(bytea), accounts.places(uuid), accounts.space_has_coordinator(uuid)
  from public;
grant execute on function accounts.session_open(bytea), accounts.places(uuid), accounts.space_has_coordinator(uuid)
  to vakka_app;
create index membership_account_note on accounts.session (token_hash) where ended_at is null;
reset role;
set role vakka_owner;
create index membership_account on public.membership (account_id);
