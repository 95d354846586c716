-- What an expert is not to be asked about: special-category data, of which the app can read that it is there, and no more.
set role vakka_owner;

create table public.expert_limit (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  person_id uuid not null,
  body text not null,
  told_on date,
  added_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
call public.typed_column('public.expert_limit', 'body', 'line', 200);
call public.typed_column('public.expert_limit', 'told_on', 'day');
call public.tenant_table('expert_limit',
  'insert (tenant_id, id, person_id, body, told_on), select (tenant_id, id, person_id, told_on, added_at), delete');
comment on table public.expert_limit is
  'A topic that an expert is not to be asked about; read_limits alone gives the text. told_on: as in expert_profile.';
create index expert_limit_person on public.expert_limit (tenant_id, person_id, added_at);

create policy readers on public.expert_limit as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy writers_add on public.expert_limit as restrictive for insert to vakka_app
  with check (public.may_change_profile(person_id));
create policy writers_drop on public.expert_limit as restrictive for delete to vakka_app
  using (public.may_change_profile(person_id));
create policy joining on public.expert_limit to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create trigger rules before insert on public.expert_limit
  for each row when (current_user = 'vakka_app') execute function public.keep_limit();
reset role;
