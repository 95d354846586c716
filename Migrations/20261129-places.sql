-- What holds for places on a course, whatever the app believes: a place is on the course that was applied for, a course goes
-- on by the steps of a table, and a mark is of a day on which the place was held.
set role vakka_owner;

create table public.course_step (
  from_state text not null check (from_state in ('draft', 'open', 'running', 'done', 'cancelled')),
  to_state text not null check (to_state in ('draft', 'open', 'running', 'done', 'cancelled')),
  primary key (from_state, to_state)
);
comment on table public.course_step is 'How a course goes on: the steps that there are.';
insert into public.course_step (from_state, to_state) values
  ('draft', 'open'), ('draft', 'cancelled'), ('open', 'running'), ('open', 'draft'), ('open', 'cancelled'),
  ('running', 'done'), ('running', 'open'), ('running', 'cancelled'), ('done', 'running'), ('cancelled', 'draft');
grant select on public.course_step to vakka_app;

-- The app begins every course as a draft, and every place today.
revoke insert on public.course, public.enrolment from vakka_app;
grant insert (tenant_id, id, name, place, address, seats, sessions_needed, summary) on public.course to vakka_app;
grant insert (tenant_id, id, course_id, person_id, application_id, consent_ask_id) on public.enrolment to vakka_app;

alter table public.application add unique (tenant_id, id, course_id, person_id);
alter table public.enrolment
  drop constraint enrolment_state_check,
  add constraint enrolment_state_check
    check (state in ('active', 'paused', 'left', 'ended', 'completed', 'not-completed')),
  add foreign key (tenant_id, application_id, course_id, person_id)
    references public.application (tenant_id, id, course_id, person_id),
  add column held datemultirange not null default '{}';
comment on column public.enrolment.held is 'The days on which the place was held, kept by `keep_held`.';
comment on column public.enrolment.state is
  'active and paused; left: by the participant; ended: with the course; completed, not-completed: the course is done.';
alter table public.attendance
  drop constraint attendance_mark_check,
  add constraint attendance_mark_check check (mark in ('present', 'absent', 'excused', 'unknown'));

alter table public.application
  drop constraint application_state_check,
  add constraint application_state_check check (state in ('received', 'withdrawn', 'closed', 'ended'));
comment on column public.application.state is
  'withdrawn by the applicant; closed by the provider; ended: the course is not held.';
-- What an employer answers comes by letter: the app asks, and no more.
revoke insert on public.consent_ask from vakka_app;
grant insert (tenant_id, id, release_id, application_id, person_id, text_version, expires_at) on public.consent_ask
  to vakka_app;

-- What places there are, written by no one: without rules, without the record of outside changes.
alter table public.enrolment no force row level security, disable trigger user;
update public.enrolment e
   set held = datemultirange(daterange((e.enrolled_at at time zone 'Europe/Helsinki')::date,
         case when e.state = 'paused' then (e.changed_at at time zone 'Europe/Helsinki')::date + 1 end));
alter table public.course no force row level security;
alter table public.application no force row level security;
alter table public.attendance no force row level security;
update public.enrolment e
   set state = case when c.state = 'cancelled' then 'ended'
         when a.state <> 'received' then 'left'
         when (select count(*) from public.attendance m where m.tenant_id = e.tenant_id and m.enrolment_id = e.id
           and m.mark = 'present') >= c.sessions_needed then 'completed' else 'not-completed' end
  from public.course c, public.application a
 where c.tenant_id = e.tenant_id and c.id = e.course_id and a.tenant_id = e.tenant_id and a.id = e.application_id
   and (c.state in ('cancelled', 'done') or a.state <> 'received');
alter table public.course force row level security;
alter table public.application force row level security;
alter table public.attendance force row level security;
alter table public.enrolment force row level security, enable trigger user;

create trigger held before insert or update on public.enrolment for each row execute function public.keep_held();
create trigger rules before insert or delete or update of mark on public.attendance
  for each row execute function public.keep_mark_rules();
create trigger rules before update of state, seats, sessions_needed on public.course
  for each row execute function public.keep_course_rules();
create trigger places after update of state on public.course
  for each row when (old.state <> new.state) execute function public.carry_course_state();
create trigger marked before update of held_on on public.course_session
  for each row when (old.held_on <> new.held_on) execute function public.keep_marked_day();
create trigger place after update of state on public.application
  for each row when (old.state = 'received' and new.state <> 'received') execute function public.leave_place();
create trigger course before insert or update of state on public.application
  for each row when (new.state = 'received' and current_user = 'vakka_app') execute function public.need_open_course();
create trigger ended before update of state on public.release
  for each row when (old.state = 'withdrawn' and new.state <> old.state) execute function public.keep_ended();
create trigger once before update on public.consent_ask
  for each row when (current_user = 'vakka_app') execute function public.keep_answer();

-- Cells of the attendance that ought to have a mark: afternoons that are over, of places that were held that day.
create view public.missing_mark with (security_invoker) as
select s.tenant_id, s.course_id, e.id as enrolment_id, s.number, s.held_on, s.ended
  from public.course_afternoon s
  join public.enrolment e on e.tenant_id = s.tenant_id and e.course_id = s.course_id and e.held @> s.held_on
 where s.ended <= public.moment()
   and not exists (select from public.attendance a
     where a.tenant_id = e.tenant_id and a.enrolment_id = e.id and a.number = s.number);
comment on view public.missing_mark is 'Afternoons that are over, with each place that was held that day and has no mark.';
grant select on public.missing_mark to vakka_app;

-- The state of each place, and `.` for an afternoon on whose day the place was not held.
drop view public.participant;
create view public.participant with (security_invoker) as
select e.tenant_id, e.id, e.course_id, e.person_id, p.given_name || ' ' || p.family_name as name, p.name_key, e.state,
       (select string_agg(coalesce(left(a.mark, 1), case when e.held @> s.held_on then '-' else '.' end), '' order by n)
          from generate_series(1, 7) n
          left join public.course_session s
            on s.tenant_id = e.tenant_id and s.course_id = e.course_id and s.number = n
          left join public.attendance a
            on a.tenant_id = e.tenant_id and a.enrolment_id = e.id and a.number = n) as marks
  from public.enrolment e
  join public.person p on p.tenant_id = e.tenant_id and p.id = e.person_id;
comment on view public.participant is
  'Everybody with a place on a course; the marks as one letter an afternoon, - for none and . where the place was not held.';
grant select on public.participant to vakka_app;


create or replace view public.course_line with (security_invoker) as
select c.tenant_id, c.id, c.name, c.place, c.address, c.state, c.seats, c.sessions_needed, c.summary,
       (select count(*)::integer from public.course_afternoon s
         where s.tenant_id = c.tenant_id and s.course_id = c.id and s.ended <= public.moment()) as held,
       (select min(s.held_on) from public.course_session s
         where s.tenant_id = c.tenant_id and s.course_id = c.id) as first_on,
       (select max(s.held_on) from public.course_session s
         where s.tenant_id = c.tenant_id and s.course_id = c.id) as last_on,
       (select count(*)::integer from public.enrolment e
         where e.tenant_id = c.tenant_id and e.course_id = c.id and e.state = 'active') as participants,
       (select count(*)::integer from public.missing_mark m
         where m.tenant_id = c.tenant_id and m.course_id = c.id) as unmarked
  from public.course c;

-- A place that has ended is where the application stands, until it is taken up again.
create or replace view public.application_path with (security_invoker = true) as
  select a.tenant_id, a.id, a.course_id, a.person_id, a.created_at,
      r.id as release_id, k.id as ask_id, e.id as enrolment_id,
      coalesce(k.state = 'given' and k.support_working_time, false) as has_keys,
      case
        when a.state <> 'received' then case when e.state in ('left', 'ended') then e.state else a.state end
        when e.state = 'active' then 'enrolled'
        when e.state in ('paused', 'completed', 'not-completed') then e.state
        when k.state is null or k.state = 'cancelled' then 'received'
        when k.state = 'waiting' and k.expires_at <= public.moment() then 'expired'
        when k.state = 'given' and not coalesce(k.support_working_time, false) then 'without-support'
        when k.state = 'withdrawn' then 'taken-back'
        else k.state
      end as stage,
      case
        when a.state <> 'received' then a.changed_at
        when e.state not in ('left', 'ended') then e.changed_at
        when k.state is null or k.state = 'cancelled' then a.created_at
        when k.state in ('waiting', 'expired') and k.expires_at <= public.moment() then k.expires_at
        when k.state = 'waiting' then k.sent_at
        else coalesce(k.decided_at, k.sent_at)
      end as since
    from public.application a
    left join public.release r on r.tenant_id = a.tenant_id and r.application_id = a.id and r.state = 'active'
    left join lateral (select c.id, c.state, c.support_working_time, c.sent_at, c.expires_at, c.decided_at
        from public.consent_ask c where c.tenant_id = a.tenant_id and c.release_id = r.id
        order by c.sent_at desc, c.id desc limit 1) k on true
    left join public.enrolment e on e.tenant_id = a.tenant_id and e.course_id = a.course_id and e.person_id = a.person_id;

reset role;
