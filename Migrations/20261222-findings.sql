-- What helped or hindered in engagements that were held, without persons: approved by who came, kept or shared with the partner.
set role vakka_owner;

create table public.finding (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  engagement_id uuid not null,
  person_id uuid,
  matter text not null check (matter in ('helped', 'hindered')),
  body text not null,
  state text not null default 'waits' check (state in ('waits', 'approved', 'declined', 'shared')),
  told_on date,
  written_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id),
  check (person_id is not null or state = 'shared' and told_on is null)
);
call public.typed_column('public.finding', 'body', 'text', 600);
call public.typed_column('public.finding', 'told_on', 'day');
call public.tenant_table('finding',
  'select, insert (tenant_id, id, engagement_id, person_id, matter, body, told_on), update (state)');
comment on table public.finding is
  'What helped or hindered. person_id: who came and approves it; null at the partner, where it is shared. told_on: when somebody without an account told and approved it.';
create index finding_changed on public.finding (tenant_id, changed_at, id);
create policy readers on public.finding as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy joining on public.finding to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));

create trigger rules before insert or update on public.finding
  for each row when (current_user = 'vakka_app') execute function public.keep_finding();
create trigger found before insert on public.letter
  for each row when (new.kind = 'finding.shared' and new.direction = 'out' and current_user = 'vakka_app')
  execute function public.keep_finding_letter();
reset role;
