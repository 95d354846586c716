-- An association and its partners: what they agree on, at both ends. Each end keeps its own rows; what passes is a letter.
set role vakka_owner;

create table public.partnership_step (
  from_state text not null check (from_state in ('proposed', 'active', 'declined', 'ended')),
  to_state text not null check (to_state in ('proposed', 'active', 'declined', 'ended')),
  primary key (from_state, to_state)
);
comment on table public.partnership_step is 'How a partnership goes on: the steps that there are.';
insert into public.partnership_step (from_state, to_state) values
  ('proposed', 'active'), ('proposed', 'declined'), ('proposed', 'ended'), ('active', 'ended');

create table public.partnership (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  other_id uuid not null references public.space (id),
  other_name text not null,
  state text not null default 'proposed' check (state in ('proposed', 'active', 'declined', 'ended')),
  version integer,
  agreed_on date,
  ended_on date,
  created_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  check (other_id <> tenant_id),
  check (state <> 'active' or version is not null),
  check ((state = 'ended') = (ended_on is not null)),
  check ((version is null) = (agreed_on is null))
);
call public.tenant_table('partnership', 'select, insert (tenant_id, id, other_id, other_name), update (other_name, state, version)');
comment on table public.partnership is 'A partnership at one of its two ends, which know it by one id. version: the terms that are agreed on.';
create unique index partnership_pair on public.partnership (tenant_id, other_id) where state in ('proposed', 'active');
create index partnership_other on public.partnership (tenant_id, other_name, id);

create table public.partnership_terms (
  tenant_id uuid not null,
  partnership_id uuid not null,
  version integer not null check (version between 1 and 1000),
  is_own boolean not null,
  terms text not null,
  fee_payer text not null check (fee_payer in ('association', 'partner')),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  proposed_at timestamptz not null default public.moment(),
  answer text check (answer in ('accepted', 'declined')),
  answered_at timestamptz,
  primary key (tenant_id, partnership_id, version),
  foreign key (tenant_id, partnership_id) references public.partnership (tenant_id, id),
  check ((answer is null) = (answered_at is null))
);
call public.tenant_table('partnership_terms',
  'select, insert (tenant_id, partnership_id, version, is_own, terms, fee_payer, valid_from, valid_until), update (answer)');
comment on table public.partnership_terms is
  'What was proposed, and what the other end answered. is_own: this end proposed it, so that the other answers.';
create unique index partnership_terms_open on public.partnership_terms (tenant_id, partnership_id) where answer is null;

call public.typed_column('public.partnership', 'other_name', 'line', 120);
call public.typed_column('public.partnership', 'agreed_on', 'day');
call public.typed_column('public.partnership', 'ended_on', 'day');
call public.typed_column('public.partnership_terms', 'terms', 'text', 1500);
call public.typed_column('public.partnership_terms', 'valid_from', 'day');
call public.typed_column('public.partnership_terms', 'valid_until', 'day');

alter table public.partnership add foreign key (tenant_id, id, version)
  references public.partnership_terms (tenant_id, partnership_id, version);

create policy due on public.partnership for select to vakka_owner using (true);
create policy due on public.partnership_terms for select to vakka_owner using (true);

create trigger rules before insert or update on public.partnership
  for each row execute function public.keep_partnership();
create trigger rules before insert or update on public.partnership_terms
  for each row execute function public.keep_partnership_terms();
reset role;
