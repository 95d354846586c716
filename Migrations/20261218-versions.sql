-- What one end of an engagement wants to change, until the other end answers; and what it was about before.
set role vakka_owner;

alter table public.engagement_step
  drop constraint engagement_step_pkey,
  add unique nulls not distinct (at_end, from_state, to_state, letter_in, letter_out);
insert into public.engagement_step (at_end, from_state, to_state, letter_in, letter_out, follows) values
  ('association', 'agreed', 'offering', 'engagement.change-accepted', 'engagement.change-accepted', true),
  ('partner', 'agreed', 'answered', 'engagement.change-accepted', 'engagement.change-accepted', false);

create table public.engagement_version (like public.engagement_order including constraints);
alter table public.engagement_version
  drop column id, drop column partnership_id, drop column other_id, drop column other_name, drop column state,
  drop column created_at, drop column changed_at,
  add column engagement_id uuid not null,
  add column is_own boolean not null,
  add column made_at timestamptz not null default public.moment(),
  add primary key (tenant_id, engagement_id, revision),
  add foreign key (tenant_id) references public.space (id);
call public.tenant_table('engagement_version',
  'select, delete, insert (tenant_id, engagement_id, revision, is_own, kind, purpose, audience, title, wish, is_remote, place,'
  || ' group_size, others_present, minutes, equipment, access, is_recorded, has_media, fee, travel_paid, host, experts)');
comment on table public.engagement_version is
  'Facts of an order (partner) or its engagement (association): of the next revision those that one end proposes (is_own: this end), of earlier ones what it was about then.';

create table public.engagement_version_time (like public.order_time including constraints);
alter table public.engagement_version_time
  add column revision integer not null,
  add primary key (tenant_id, engagement_id, revision, number),
  add foreign key (tenant_id, engagement_id, revision)
    references public.engagement_version (tenant_id, engagement_id, revision) on delete cascade;
call public.tenant_table('engagement_version_time', 'select, insert');
comment on table public.engagement_version_time is 'When it is held in a version of its facts, on Finland''s clock.';

create view public.engagement_at_end with (security_invoker = true) as
  select o.tenant_id, o.id, o.partnership_id, o.other_id, o.other_name, o.revision, o.state,
      o.state in ('sent', 'answered', 'agreed') as is_open, o.kind, o.purpose, o.audience, o.title, o.wish, o.is_remote, o.place,
      o.group_size, o.others_present, o.minutes, o.equipment, o.access, o.is_recorded, o.has_media, o.fee, o.travel_paid, o.host,
      o.experts
    from public.engagement_order o where o.state <> 'draft'
  union all
  select e.tenant_id, e.id, e.partnership_id, e.other_id, e.other_name, e.revision, e.state,
      e.state in ('received', 'offering', 'agreed'), e.kind, e.purpose, e.audience, e.title, e.wish, e.is_remote, e.place,
      e.group_size, e.others_present, e.minutes, e.equipment, e.access, e.is_recorded, e.has_media, e.fee, e.travel_paid, e.host,
      e.experts
    from public.engagement e;
grant select on public.engagement_at_end to vakka_app;
comment on view public.engagement_at_end is 'Orders that have been sent (partner) and engagements (association) alike, for what both ends do the same.';

create view public.earlier_engagement with (security_invoker = true) as
  select v.tenant_id, v.engagement_id, v.revision, v.kind, v.purpose, v.audience, v.title, v.wish, v.is_remote, v.place,
      v.group_size, v.others_present, v.minutes, v.equipment, v.access, v.is_recorded, v.has_media, v.fee, v.travel_paid, v.host,
      v.experts
    from public.engagement_version v join public.engagement e on e.tenant_id = v.tenant_id and e.id = v.engagement_id
   where v.revision < e.revision;
grant select on public.earlier_engagement to vakka_app;
comment on view public.earlier_engagement is 'What an engagement was about before it changed, for those who said yes to it then.';

-- The rules look at what their owner may read and change.
create policy joining on public.engagement_version to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy joining on public.engagement_version_time to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy joining on public.engagement_order to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy joining on public.order_time to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy joining on public.engagement_time to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));

create trigger rules before insert or delete on public.engagement_version
  for each row when (current_user = 'vakka_app') execute function public.keep_engagement_version();
create trigger rules before insert on public.engagement_version_time
  for each row when (current_user = 'vakka_app') execute function public.keep_version_time();

-- What has been sent changes by `engagement_revise` alone, which is no act of the app's own role.
create trigger facts before update on public.engagement_order
  for each row when (current_user = 'vakka_app') execute function public.keep_engagement_facts();
create trigger facts before update on public.engagement
  for each row when (current_user = 'vakka_app') execute function public.keep_engagement_facts();
drop trigger rules on public.order_time;
drop trigger rules_of_end on public.order_time;
drop trigger rules on public.engagement_time;
drop trigger rules_of_letter on public.engagement_time;
create trigger rules before insert on public.order_time
  for each row when (current_user = 'vakka_app') execute function public.keep_engagement_time();
create trigger rules_of_end before insert or delete on public.order_time
  for each row when (current_user = 'vakka_app') execute function public.keep_order_time();
create trigger rules before insert on public.engagement_time
  for each row when (current_user = 'vakka_app') execute function public.keep_engagement_time();
create trigger rules_of_letter before insert on public.engagement_time
  for each row when (current_user = 'vakka_app') execute function public.keep_lettered_time();

create trigger drops_proposal after update of state on public.engagement_order
  for each row when (new.state in ('done', 'not-possible', 'cancelled')) execute function public.drop_proposal();
create trigger drops_proposal after update of state on public.engagement
  for each row when (new.state in ('done', 'not-possible', 'cancelled')) execute function public.drop_proposal();
create constraint trigger agrees after update of revision on public.engagement deferrable initially deferred
  for each row execute function public.check_offers_agree();
reset role;
