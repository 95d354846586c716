-- What associations and partners run themselves: groups of developer-clients and of peers, with their meetings.
set role vakka_owner;

alter table public.person
  drop constraint person_kind_check,
  add constraint person_kind_check
    check (kind in ('expert', 'participant', 'employee', 'contact', 'developer-client'));
insert into public.person_in_kind values ('association', 'developer-client'), ('partner', 'developer-client');

create table public.activity (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  kind text not null check (kind in ('developer-clients', 'peer')),
  title text not null,
  service text not null,
  person_id uuid,
  state text not null default 'planned' check (state in ('planned', 'running', 'ended')),
  created_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  unique (tenant_id, id, kind),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
call public.typed_column('public.activity', 'title', 'line', 120);
call public.typed_column('public.activity', 'service', 'line', 120);
call public.tenant_table('activity',
  'select, insert (tenant_id, id, kind, title, service, person_id), update (title, service, person_id, state)');
comment on table public.activity is
  'A group of developer-clients or of peers. service: the service that it is about. person_id: who leads it, if anybody does.';
create index activity_made on public.activity (tenant_id, created_at, id);
create index activity_person on public.activity (tenant_id, person_id) where person_id is not null;

create table public.activity_meeting (
  tenant_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  held_on date not null,
  starts_at time not null,
  ends_at time not null check (ends_at > starts_at),
  place text not null,
  topic text not null,
  is_held boolean,
  heads integer check (heads between 0 and 1000),
  check (heads is null or is_held is true),
  primary key (tenant_id, id),
  foreign key (tenant_id, activity_id) references public.activity (tenant_id, id)
);
call public.typed_column('public.activity_meeting', 'held_on', 'day');
call public.typed_column('public.activity_meeting', 'place', 'line', 120);
call public.typed_column('public.activity_meeting', 'topic', 'line?', 120);
call public.tenant_table('activity_meeting',
  'select, insert (tenant_id, id, activity_id, held_on, starts_at, ends_at, place, topic),'
  || ' update (held_on, starts_at, ends_at, place, topic, is_held, heads)');
comment on table public.activity_meeting is
  'When a group meets, on Finland''s clock. is_held: null until somebody has told. heads: how many were there, and never who.';
create index activity_meeting_time on public.activity_meeting (tenant_id, activity_id, held_on, starts_at, id);
create index activity_meeting_open on public.activity_meeting (tenant_id, held_on)
  where is_held is not false and heads is null;

create table public.activity_member (
  tenant_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  kind text not null default 'developer-clients' check (kind = 'developer-clients'),
  person_id uuid not null,
  agreed_on date not null,
  joined_on date not null check (joined_on >= agreed_on),
  left_on date check (left_on >= joined_on),
  fee_choice text not null check (fee_choice in ('fee', 'expenses', 'nothing')),
  primary key (tenant_id, id),
  foreign key (tenant_id, activity_id, kind) references public.activity (tenant_id, id, kind),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
call public.typed_column('public.activity_member', 'agreed_on', 'day');
call public.typed_column('public.activity_member', 'joined_on', 'day');
call public.typed_column('public.activity_member', 'left_on', 'day');
call public.tenant_table('activity_member',
  'select, insert (tenant_id, id, activity_id, person_id, agreed_on, joined_on, fee_choice),'
  || ' update (agreed_on, joined_on, left_on, fee_choice)');
comment on table public.activity_member is
  'A developer-client in a group. kind: of the group, by which the key refuses a member of a peer group. agreed_on: when taking part and the fee were agreed.';
create unique index activity_member_once on public.activity_member (tenant_id, activity_id, person_id) where left_on is null;
create index activity_member_person on public.activity_member (tenant_id, person_id);

-- Who takes part is read by the coordinators, and by oneself.
create policy readers on public.activity_member as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));

-- Two entries of the register become one, and the rules look at what their owner may read.
create policy joining on public.activity to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy joining on public.activity_meeting to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy joining on public.activity_member to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));

create trigger rules before insert or update on public.activity
  for each row when (current_user = 'vakka_app') execute function public.keep_activity();
create trigger rules before insert or update on public.activity_meeting
  for each row when (current_user = 'vakka_app') execute function public.keep_activity_meeting();
create trigger rules before insert or update on public.activity_member
  for each row when (current_user = 'vakka_app') execute function public.keep_activity_member();
create trigger kind_in_use before update of kind on public.person
  for each row when (current_user = 'vakka_app' and new.kind <> old.kind) execute function public.keep_kind_in_use();
reset role;
