-- How an engagement ends: who marked it as held and when, the other end's objection, and what is owed though it was not held.
set role vakka_owner;

alter table public.engagement_step
  drop constraint engagement_step_from_state_check,
  drop constraint engagement_step_to_state_check,
  add check (from_state in ('draft', 'sent', 'answered', 'received', 'offering', 'agreed', 'done')),
  add check (to_state in ('sent', 'answered', 'offering', 'agreed', 'done', 'not-possible', 'cancelled', 'no-show'));
insert into public.engagement_step (at_end, from_state, to_state, letter_in, letter_out) values
  ('association', 'done', 'agreed', 'engagement.objected', 'engagement.objected'),
  ('partner', 'done', 'agreed', 'engagement.objected', 'engagement.objected'),
  ('association', 'agreed', 'no-show', 'engagement.no-show', null),
  ('partner', 'agreed', 'no-show', null, 'engagement.no-show');

alter table public.engagement_order no force row level security, disable trigger user;
alter table public.engagement no force row level security, disable trigger user;
alter table public.letter no force row level security;
alter table public.engagement_order
  drop constraint state_of_end,
  add constraint state_of_end
    check (state in ('draft', 'sent', 'answered', 'agreed', 'done', 'not-possible', 'cancelled', 'no-show')),
  add done_on date,
  add done_end text check (done_end in ('partner', 'association')),
  add objected_on date,
  add is_late boolean not null default false;
alter table public.engagement
  drop constraint state_of_end,
  add constraint state_of_end check (state in ('received', 'offering', 'agreed', 'done', 'not-possible', 'cancelled', 'no-show')),
  add done_on date,
  add done_end text check (done_end in ('partner', 'association')),
  add objected_on date,
  add is_late boolean not null default false;
-- What was marked before stands as it was marked.
update public.engagement_order o set done_on = (o.changed_at at time zone 'Europe/Helsinki')::date,
    done_end = case when exists (select from public.letter l where l.tenant_id = o.tenant_id and l.direction = 'out'
      and l.kind = 'engagement.done' and l.reference = o.id) then 'partner' else 'association' end
 where o.state = 'done';
update public.engagement e set done_on = (e.changed_at at time zone 'Europe/Helsinki')::date,
    done_end = case when exists (select from public.letter l where l.tenant_id = e.tenant_id and l.direction = 'out'
      and l.kind = 'engagement.done' and l.reference = e.id) then 'association' else 'partner' end
 where e.state = 'done';
alter table public.engagement_order
  add check (state = 'done' or done_on is null), add check ((done_on is null) = (done_end is null)),
  add check (state = 'agreed' or objected_on is null), add check (state = 'cancelled' or not is_late);
alter table public.engagement
  add check (state = 'done' or done_on is null), add check ((done_on is null) = (done_end is null)),
  add check (state = 'agreed' or objected_on is null), add check (state = 'cancelled' or not is_late);
alter table public.engagement_order force row level security, enable trigger user;
alter table public.engagement force row level security, enable trigger user;
alter table public.letter force row level security;
call public.typed_column('public.engagement_order', 'done_on', 'day');
call public.typed_column('public.engagement_order', 'objected_on', 'day');
call public.typed_column('public.engagement', 'done_on', 'day');
call public.typed_column('public.engagement', 'objected_on', 'day');
comment on column public.engagement_order.done_on is 'When it was marked as held, by which end (done_end); the other end may object for seven days.';
comment on column public.engagement_order.objected_on is 'When one end did not agree that it was held.';
comment on column public.engagement_order.is_late is 'Whether it was cancelled less than 24 hours before its first time: the agreed fee is owed.';
comment on column public.engagement.done_on is 'When it was marked as held, by which end (done_end); the other end may object for seven days.';
comment on column public.engagement.objected_on is 'When one end did not agree that it was held.';
comment on column public.engagement.is_late is 'Whether it was cancelled less than 24 hours before its first time: the agreed fee is owed.';

create trigger rules_of_ending before update of state on public.engagement_order
  for each row when (new.state is distinct from old.state) execute function public.keep_ending('partner');
create trigger rules_of_ending before update of state on public.engagement
  for each row when (new.state is distinct from old.state) execute function public.keep_ending('association');
reset role;
