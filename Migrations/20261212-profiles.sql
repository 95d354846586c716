-- What an expert of an association says of themselves and of what they take part in: their own boundaries.
set role vakka_owner;

create table public.expert_profile (
  tenant_id uuid not null references public.space (id),
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  public_name text not null default '',
  presentation text not null default '',
  trained_on date,
  kinds text[] not null default '{}' check (kinds <@ array['training', 'development', 'information', 'peer-support']),
  tells_story boolean not null default false,
  media text not null default 'no' check (media in ('no', 'ask')),
  recording text not null default 'unanswered' check (recording in ('unanswered', 'no', 'show-me-first', 'yes')),
  month_max integer check (month_max between 1 and 31),
  notice_days integer check (notice_days between 1 and 365),
  rest_days integer check (rest_days between 1 and 365),
  municipalities text not null default '',
  is_remote boolean not null default false,
  told_on date,
  changed_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  unique (tenant_id, person_id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
call public.typed_column('public.expert_profile', 'public_name', 'line?', 120);
call public.typed_column('public.expert_profile', 'presentation', 'text?', 600);
call public.typed_column('public.expert_profile', 'municipalities', 'line?', 200);
call public.typed_column('public.expert_profile', 'trained_on', 'day');
call public.typed_column('public.expert_profile', 'told_on', 'day');
call public.tenant_table('expert_profile',
  'select, insert (tenant_id, person_id, told_on), update (public_name, presentation, trained_on, kinds, tells_story, media,'
  || ' recording, month_max, notice_days, rest_days, municipalities, is_remote, told_on)');
comment on table public.expert_profile is
  'An expert''s own boundaries. recording: unanswered is no. told_on: when a coordinator was told all this by somebody without an account.';

create policy readers on public.expert_profile as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy joining on public.expert_profile to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));

create policy writers_add on public.expert_profile as restrictive for insert to vakka_app
  with check (public.may_change_profile(person_id));
create policy writers_change on public.expert_profile as restrictive for update to vakka_app
  using (public.may_change_profile(person_id)) with check (public.may_change_profile(person_id));
create trigger rules before insert or update on public.expert_profile
  for each row when (current_user = 'vakka_app') execute function public.keep_profile();
reset role;
