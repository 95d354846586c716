-- What both ends say of an engagement that was held: words, sealed until both have given theirs or two weeks have passed.
set role vakka_owner;

create table public.engagement_feedback (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  engagement_id uuid not null,
  side text not null check (side in ('expert', 'partner')),
  kind text not null check (kind in ('words', 'reply', 'trouble')),
  person_id uuid,
  body text not null,
  may_pass boolean not null default false,
  told_on date,
  given_at timestamptz not null default public.moment(),
  passed_at timestamptz,
  handled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id),
  check (side = 'expert' or person_id is null and kind <> 'reply' and not may_pass),
  check (kind = 'words' or not may_pass and told_on is null and passed_at is null),
  check (kind = 'trouble' or handled_at is null)
);
call public.typed_column('public.engagement_feedback', 'body', 'text', 1000);
call public.typed_column('public.engagement_feedback', 'told_on', 'day');
call public.tenant_table('engagement_feedback',
  'insert (tenant_id, id, engagement_id, side, kind, person_id, body, may_pass, told_on),'
  || ' select (tenant_id, id, engagement_id, side, kind, person_id, may_pass, given_at, passed_at, handled_at),'
  || ' update (passed_at, handled_at)');
comment on table public.engagement_feedback is
  'Feedback on an engagement that was held; engagement_words alone gives the text. trouble: that something went wrong. told_on: when somebody without an account told it. passed_at: when a coordinator of the association passed it on.';
create index engagement_feedback_of on public.engagement_feedback (tenant_id, engagement_id, given_at);
create unique index engagement_feedback_once on public.engagement_feedback (tenant_id, engagement_id, kind, person_id)
  where kind <> 'trouble' and person_id is not null;
create unique index engagement_feedback_partner on public.engagement_feedback (tenant_id, engagement_id)
  where kind = 'words' and side = 'partner';

-- Coordinators see that there is something; an expert what is their own, and what was passed on to those who came.
create policy readers on public.engagement_feedback as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'))
  or side = 'partner' and passed_at is not null
    and public.came_to(engagement_id, (select public.member_person(public.current_actor()))));
create policy joining on public.engagement_feedback to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));

-- What a letter says is sealed with it.
create policy sealed on public.letter as restrictive for select to vakka_app using (kind <> 'feedback.given');
create trigger told before insert on public.letter
  for each row when (new.kind = 'feedback.given' and new.direction = 'out' and current_user = 'vakka_app')
  execute function public.keep_feedback_letter();

create trigger rules before insert or update on public.engagement_feedback
  for each row when (current_user = 'vakka_app') execute function public.keep_engagement_feedback();
reset role;
