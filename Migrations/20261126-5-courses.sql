-- Courses of seven afternoons, applications, the participant's release, enrolment and attendance.
set role vakka_owner;

create table public.course (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  name text not null check (name <> ''),
  place text not null check (place in ('Tampere', 'Pori')),
  address text not null default '',
  state text not null default 'draft' check (state in ('draft', 'open', 'running', 'done', 'cancelled')),
  seats smallint not null default 16 check (seats between 1 and 200),
  sessions_needed smallint not null default 5 check (sessions_needed between 1 and 7),
  summary text not null default '',
  created_at timestamptz not null default public.moment(),
  primary key (tenant_id, id)
);
comment on table public.course is 'A training of seven afternoons at one place.';
call public.tenant_table('course', 'select, insert, update');

create table public.course_session (
  tenant_id uuid not null,
  course_id uuid not null,
  number smallint not null check (number between 1 and 7),
  held_on date not null,
  starts_at time not null default '13:00',
  ends_at time not null default '16:00',
  topic text not null default '',
  primary key (tenant_id, course_id, number),
  foreign key (tenant_id, course_id) references public.course (tenant_id, id),
  check (starts_at < ends_at)
);
comment on table public.course_session is 'One of a course''s seven afternoons.';
call public.tenant_table('course_session', 'select, insert, update');

create table public.course_trainer (
  tenant_id uuid not null,
  course_id uuid not null,
  membership_id uuid not null,
  primary key (tenant_id, course_id, membership_id),
  foreign key (tenant_id, course_id) references public.course (tenant_id, id),
  foreign key (tenant_id, membership_id) references public.membership (tenant_id, id)
);
create index course_trainer_member on public.course_trainer (tenant_id, membership_id, course_id);
comment on table public.course_trainer is 'Who trains a course, and so sees it.';
call public.tenant_table('course_trainer', 'select, insert, delete');

create table public.application (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  course_id uuid not null,
  person_id uuid not null,
  state text not null default 'received' check (state in ('received', 'withdrawn', 'closed')),
  language text not null default 'fi' check (language in ('fi', 'sv', 'en')),
  created_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  unique (tenant_id, course_id, person_id),
  unique (tenant_id, id, person_id),
  foreign key (tenant_id, course_id) references public.course (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
create index application_person on public.application (tenant_id, person_id);
comment on table public.application is 'A person''s application for a course. It never holds a reason.';
call public.tenant_table('application', 'select, insert, update (state, changed_at)');

-- P1: the participant's own instruction. Nothing reaches the employer before it.
create table public.release (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  application_id uuid not null,
  person_id uuid not null,
  employer_name text not null check (employer_name <> ''),
  business_id text not null check (business_id ~ '^[0-9]{7}-[0-9]$'),
  employer_space_id uuid not null references public.space (id),
  giver_name text not null default '',
  giver_email text not null check (giver_email ~ '^[^@\s]+@[^@\s]+$'),
  wants_working_time boolean not null,
  wants_travel boolean not null,
  wants_substitute boolean not null,
  wants_contact_person boolean not null,
  state text not null default 'active' check (state in ('active', 'withdrawn')),
  text_version smallint not null,
  language text not null check (language in ('fi', 'sv', 'en')),
  given_at timestamptz not null default public.moment(),
  withdrawn_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, id, application_id, person_id),
  foreign key (tenant_id, application_id, person_id) references public.application (tenant_id, id, person_id)
);
create unique index release_active on public.release (tenant_id, application_id) where state = 'active';
comment on table public.release is 'P1: the participant releases the application to a named employer.';
call public.tenant_table('release', 'select, insert, update (state, withdrawn_at)');

-- The provider's end of P2. The employer's end is consent_request in the employer's own space.
create table public.consent_ask (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  release_id uuid not null,
  application_id uuid not null,
  person_id uuid not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'given', 'without-support', 'refused', 'withdrawn', 'expired', 'cancelled')),
  text_version smallint not null,
  sent_at timestamptz not null default public.moment(),
  expires_at timestamptz not null,
  reminded_at timestamptz,
  decided_at timestamptz,
  decided_by text not null default '',
  support_working_time boolean,
  support_travel boolean,
  support_substitute boolean,
  support_contact text,
  primary key (tenant_id, id),
  unique (tenant_id, id, application_id, person_id),
  foreign key (tenant_id, release_id, application_id, person_id)
    references public.release (tenant_id, id, application_id, person_id)
);
create index consent_ask_application on public.consent_ask (tenant_id, application_id);
create index consent_ask_waiting on public.consent_ask (tenant_id, expires_at) where state = 'waiting';
comment on table public.consent_ask is 'P2 as the provider knows it: asked, and what the employer answered.';
call public.tenant_table('consent_ask', 'select, insert, update (state, reminded_at, decided_at, decided_by,'
  || ' support_working_time, support_travel, support_substitute, support_contact)');

create table public.enrolment (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  course_id uuid not null,
  person_id uuid not null,
  application_id uuid not null,
  consent_ask_id uuid not null,
  state text not null default 'active' check (state in ('active', 'paused')),
  enrolled_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  unique (tenant_id, course_id, person_id),
  unique (tenant_id, id, course_id),
  foreign key (tenant_id, course_id) references public.course (tenant_id, id),
  foreign key (tenant_id, consent_ask_id, application_id, person_id)
    references public.consent_ask (tenant_id, id, application_id, person_id)
);
comment on table public.enrolment is 'A place on a course: impossible without a valid P1 and P2.';
call public.tenant_table('enrolment', 'select, insert, update (state, consent_ask_id, changed_at)');
create trigger both_keys before insert or update on public.enrolment
  for each row execute function public.need_both_keys();
create trigger pausing after update of state on public.release
  for each row when (old.state = 'active' and new.state <> 'active') execute function public.pause_without_keys();
create trigger pausing after update on public.consent_ask
  for each row when (old.state = 'given' and (new.state <> 'given' or not new.support_working_time))
  execute function public.pause_without_keys();

create table public.attendance (
  tenant_id uuid not null,
  course_id uuid not null,
  enrolment_id uuid not null,
  number smallint not null,
  mark text not null check (mark in ('present', 'absent', 'excused')),
  marked_by uuid,
  marked_at timestamptz not null default public.moment(),
  primary key (tenant_id, enrolment_id, number),
  foreign key (tenant_id, enrolment_id, course_id) references public.enrolment (tenant_id, id, course_id),
  foreign key (tenant_id, course_id, number) references public.course_session (tenant_id, course_id, number)
);
create index attendance_course on public.attendance (tenant_id, course_id);
comment on table public.attendance is 'Who was there, by afternoon; no row means not marked yet.';
call public.tenant_table('attendance', 'select, insert, update (mark, marked_by, marked_at), delete');

-- Who may open a note: coordinators every one, trainers those for staff about people of their own courses,
-- the person those that are for them.
create policy reading on public.enrolment for select to vakka_owner
  using (tenant_id = (select public.current_tenant()));
create policy reading on public.course_trainer for select to vakka_owner
  using (tenant_id = (select public.current_tenant()));
create policy readers on public.person_note as restrictive for select to vakka_app
  using (public.may_read_note(person_id, readers));

-- The only way to the text of notes: what is asked for is in the log before it is given.
create policy reading on public.person_note for select to vakka_owner
  using (tenant_id = (select public.current_tenant()));

-- Where each application stands, in one word: lists, counts, filters and pages all ask here.
create view public.application_path with (security_invoker = true) as
  select a.tenant_id, a.id, a.course_id, a.person_id, a.created_at,
      r.id as release_id, k.id as ask_id, e.id as enrolment_id,
      coalesce(k.state = 'given' and k.support_working_time, false) as has_keys,
      case
        when a.state in ('withdrawn', 'closed') then a.state
        when e.state = 'active' then 'enrolled'
        when e.state = 'paused' then 'paused'
        when k.state is null or k.state = 'cancelled' then 'received'
        when k.state = 'waiting' and k.expires_at <= public.moment() then 'expired'
        when k.state = 'given' and not coalesce(k.support_working_time, false) then 'without-support'
        when k.state = 'withdrawn' then 'taken-back'
        else k.state
      end as stage,
      case
        when a.state in ('withdrawn', 'closed') then a.changed_at
        when e.state is not null then e.changed_at
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
comment on view public.application_path is 'The path of each application from sending to a place, and since when it stands where it does.';
grant select on public.application_path to vakka_app;

reset role;
