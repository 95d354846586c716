-- When an expert takes no part: a pause, which has an end or is open, and days away.
set role vakka_owner;

alter table public.expert_profile
  add is_paused boolean not null default false,
  add paused_until date,
  add check (is_paused or paused_until is null);
call public.typed_column('public.expert_profile', 'paused_until', 'day');
grant update (is_paused, paused_until) on public.expert_profile to vakka_app;
comment on column public.expert_profile.paused_until is 'The last day of the pause; null while it is open.';

create table public.expert_away (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  person_id uuid not null,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
call public.typed_column('public.expert_away', 'from_on', 'day');
call public.typed_column('public.expert_away', 'until_on', 'day');
call public.tenant_table('expert_away', 'select, insert, delete');
comment on table public.expert_away is 'Days on which an expert takes no part.';
create index expert_away_person on public.expert_away (tenant_id, person_id, until_on);

create policy readers on public.expert_away as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy writers_add on public.expert_away as restrictive for insert to vakka_app
  with check (public.may_change_profile(person_id));
create policy writers_drop on public.expert_away as restrictive for delete to vakka_app
  using (public.may_change_profile(person_id));
create policy joining on public.expert_away to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create trigger rules before insert on public.expert_away
  for each row when (current_user = 'vakka_app') execute function public.keep_away();
reset role;
