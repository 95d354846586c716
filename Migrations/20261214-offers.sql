-- Whom an association asks to an engagement, who says yes, and what the partner then learns of them.
create extension if not exists btree_gist schema extension;
set role vakka_owner;

alter table public.engagement_step
  drop constraint engagement_step_from_state_check,
  drop constraint engagement_step_to_state_check,
  add check (from_state in ('draft', 'sent', 'answered', 'received', 'offering', 'agreed')),
  add check (to_state in ('sent', 'answered', 'offering', 'agreed', 'done', 'not-possible', 'cancelled')),
  add follows boolean not null default false;
comment on column public.engagement_step.follows is
  'Whether the step follows from who has said yes: it is taken as soon as that is so, and at no other time.';
comment on table public.engagement_step is
  'How an order (partner) and its engagement (association) go on. letter_in: the letter that causes a step; letter_out: the letter that tells the other end; with both, either end takes it. Where no letter causes it, a coordinator does.';
insert into public.engagement_step (at_end, from_state, to_state, letter_in, letter_out, follows) values
  ('association', 'received', 'offering', null, null, true),
  ('association', 'offering', 'agreed', null, 'engagement.agreed', true),
  ('association', 'agreed', 'offering', null, 'engagement.expert-changed', true),
  ('association', 'offering', 'not-possible', null, 'engagement.not-possible', false),
  ('association', 'agreed', 'not-possible', null, 'engagement.not-possible', false),
  ('association', 'offering', 'cancelled', 'engagement.cancelled', null, false),
  ('association', 'agreed', 'cancelled', 'engagement.cancelled', null, false),
  ('association', 'agreed', 'done', 'engagement.done', 'engagement.done', false),
  ('partner', 'answered', 'agreed', 'engagement.agreed', null, false),
  ('partner', 'agreed', 'answered', 'engagement.expert-changed', null, false),
  ('partner', 'agreed', 'not-possible', 'engagement.not-possible', null, false),
  ('partner', 'agreed', 'cancelled', null, 'engagement.cancelled', false),
  ('partner', 'agreed', 'done', 'engagement.done', 'engagement.done', false);

alter table public.engagement_order
  drop constraint state_of_end,
  add constraint state_of_end check (state in ('draft', 'sent', 'answered', 'agreed', 'done', 'not-possible', 'cancelled'));
alter table public.engagement
  drop constraint state_of_end,
  add constraint state_of_end check (state in ('received', 'offering', 'agreed', 'done', 'not-possible', 'cancelled')),
  add is_heavy boolean not null default false;
grant update (is_heavy) on public.engagement to vakka_app;
comment on column public.engagement.is_heavy is 'Whether an expert rests after it, for as many days as they have said.';

alter table public.expert_profile add last_offered_on date;
call public.typed_column('public.expert_profile', 'last_offered_on', 'day');
comment on column public.expert_profile.last_offered_on is 'When the expert was last asked to an engagement; who they were and what became of it is kept nowhere.';

create table public.engagement_offer (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  engagement_id uuid not null,
  person_id uuid not null,
  revision integer not null,
  state text not null default 'sent' check (state in ('sent', 'accepted', 'not-now', 'closed')),
  answer_by date not null,
  choice text check (choice in ('fee', 'expenses', 'nothing')),
  shown_name text not null default '',
  shows_contact boolean not null default false,
  told_on date,
  primary key (tenant_id, id),
  unique (tenant_id, engagement_id, person_id),
  unique (tenant_id, id, person_id),
  foreign key (tenant_id, engagement_id) references public.engagement (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id),
  check ((state = 'accepted') = (choice is not null and shown_name <> '')),
  check (state = 'accepted' or told_on is null and not shows_contact)
);
call public.typed_column('public.engagement_offer', 'shown_name', 'line?', 120);
call public.typed_column('public.engagement_offer', 'answer_by', 'day');
call public.typed_column('public.engagement_offer', 'told_on', 'day');
call public.tenant_table('engagement_offer',
  'select, insert (tenant_id, id, engagement_id, person_id, revision, answer_by),'
  || ' update (state, revision, answer_by, choice, shown_name, shows_contact, told_on)');
comment on table public.engagement_offer is
  'Who is asked to an engagement, for which revision of its facts. not-now: they do not come; whether they said so, let the day pass, paused, or came and left is kept nowhere. closed: nobody is needed any more. told_on: when somebody without an account said yes to a coordinator.';
create index engagement_offer_person on public.engagement_offer (tenant_id, person_id, engagement_id);

create policy readers on public.engagement_offer as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy joining on public.engagement_offer to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy due on public.engagement_offer for select to vakka_owner using (true);
create policy joining on public.engagement to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy due on public.engagement_time for select to vakka_owner using (true);

-- When an expert is asked for or comes, beside what else they come to: nobody is in two places at once.
create table public.expert_time (
  tenant_id uuid not null references public.space (id),
  offer_id uuid not null,
  number smallint not null,
  engagement_id uuid not null,
  expert_id uuid not null,
  held_on date not null,
  during tstzrange not null,
  is_agreed boolean not null,
  primary key (tenant_id, offer_id, number),
  foreign key (tenant_id, offer_id, expert_id) references public.engagement_offer (tenant_id, id, person_id)
    on update cascade on delete cascade,
  constraint one_place exclude using gist (tenant_id with =, expert_id with =, during with &&) where (is_agreed)
);
call public.typed_column('public.expert_time', 'held_on', 'day');
call public.tenant_table('expert_time', 'select');
comment on table public.expert_time is 'When experts are asked for (is_agreed: when they come), made from the offers.';
create index expert_time_held on public.expert_time (tenant_id, held_on);
create index expert_time_person on public.expert_time (tenant_id, expert_id, held_on);
create policy readers on public.expert_time as restrictive for select to vakka_app using (
  expert_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy joining on public.expert_time to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));

alter table public.outbox
  drop constraint outbox_kind_check,
  add constraint outbox_kind_check check (kind in ('application', 'place', 'course', 'request', 'reminder', 'code', 'receipt',
    'answer', 'unanswered', 'invitation', 'waiting', 'message', 'offer', 'earlier'));

create view public.offered_engagement with (security_invoker = true) as
  select e.tenant_id, e.id, e.other_id, e.other_name, e.revision, e.state, e.desk, e.changed_at, e.kind, e.purpose, e.audience,
      e.title, e.wish, e.is_remote, e.place, e.group_size, e.others_present, e.minutes, e.equipment, e.access, e.is_recorded,
      e.has_media, e.fee, e.travel_paid, e.host, e.experts, t.first_on, t.next_on
    from public.engagement e
    cross join lateral (select min(x.held_on) as first_on, min(x.held_on) filter (where x.held_on >= public.today()) as next_on
      from public.engagement_time x where x.tenant_id = e.tenant_id and x.engagement_id = e.id) t;
grant select on public.offered_engagement to vakka_app;
comment on view public.offered_engagement is 'Engagements, with their first time and the next one, for those who are asked to them and who ask.';

create view public.own_offer with (security_invoker = true) as
  select o.tenant_id, o.id, o.person_id, e.title, e.other_name, o.answer_by, e.first_on, e.next_on,
      public.offer_stand(o.state, e.state, o.revision = e.revision) as stand
    from public.engagement_offer o
    join public.offered_engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
   where o.state in ('sent', 'accepted');
grant select on public.own_offer to vakka_app;
comment on view public.own_offer is 'What somebody was asked to and comes to, as they see it. What they said no to, or let pass, is not there.';

create trigger rules before insert or update on public.engagement_offer
  for each row when (current_user = 'vakka_app') execute function public.keep_offer();
create trigger follows after insert or update on public.engagement_offer
  for each row execute function public.follow_offer();
create trigger asked after insert or update of state on public.engagement_offer
  for each row when (new.state = 'sent') execute function public.note_offered();
create trigger begins after insert on public.engagement_offer
  for each row execute function public.begin_offering();
create constraint trigger agrees after insert or update on public.engagement_offer deferrable initially deferred
  for each row execute function public.check_offers_agree();
create trigger ends after update of state on public.engagement
  for each row when (new.state is distinct from old.state) execute function public.end_offers();
create trigger pauses after update of is_paused on public.expert_profile
  for each row when (new.is_paused and not old.is_paused) execute function public.pause_offers();
create trigger agreed before insert on public.letter
  for each row when (new.kind = 'engagement.agreed' and new.direction = 'out') execute function public.keep_agreed_letter();

-- At the partner's end: who comes, under the names that they have chosen.
create table public.order_expert (
  tenant_id uuid not null references public.space (id),
  engagement_id uuid not null,
  number smallint not null check (number between 1 and 5),
  name text not null,
  presentation text not null,
  contact text not null,
  primary key (tenant_id, engagement_id, number),
  foreign key (tenant_id, engagement_id) references public.engagement_order (tenant_id, id)
);
call public.typed_column('public.order_expert', 'name', 'line', 120);
call public.typed_column('public.order_expert', 'presentation', 'text?', 600);
call public.typed_column('public.order_expert', 'contact', 'line?', 300);
call public.tenant_table('order_expert', 'select, insert');
comment on table public.order_expert is 'Who comes to what a partner has ordered, as the association''s letter says it.';
create policy joining on public.order_expert to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create trigger rules before insert on public.order_expert
  for each row execute function public.keep_order_expert();
create trigger leaves after update of state on public.engagement_order
  for each row when (old.state = 'agreed' and new.state = 'answered') execute function public.drop_order_experts();
reset role;
