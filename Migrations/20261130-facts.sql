-- A consent is to the facts it names: a course's facts carry a version, an ask and a release name it, and no place stands on
-- facts that nobody said yes to.
set role vakka_owner;

alter table public.course
  add column employer_name text not null default '',
  add column facts_version integer not null default 1,
  add column asked_version integer not null default 1,
  add constraint course_versions check (1 <= asked_version and asked_version <= facts_version);
comment on column public.course.employer_name is 'The neutral name by which employers know it: nothing of what it is about.';
comment on column public.course.facts_version is 'Raised with the days, times, town, address or name that employers know; kept by `keep_facts`.';
comment on column public.course.asked_version is 'The oldest version of the facts to which a consent still holds.';

alter table public.release add column facts_version integer not null default 1;
comment on column public.release.facts_version is 'The version of the course''s facts that the participant lets the employer know.';
alter table public.consent_ask
  add column facts_version integer not null default 1,
  add column renews uuid,
  drop constraint consent_ask_state_check,
  add constraint consent_ask_state_check check (state in
    ('waiting', 'given', 'without-support', 'refused', 'withdrawn', 'expired', 'cancelled', 'replaced')),
  add foreign key (tenant_id, renews) references public.consent_ask (tenant_id, id),
  add unique (tenant_id, renews);
comment on column public.consent_ask.facts_version is 'The version of the course''s facts that the employer was last told.';
comment on column public.consent_ask.renews is 'The ask of earlier facts that this one replaces.';

alter table public.consent_request
  add column renews uuid,
  add column facts_sha256 bytea generated always as
    (sha256(replace(course_name || E'\n' || place || E'\n' || hours::text || E'\n' || sessions::text, '\', '\\')::bytea)) stored not null,
  drop constraint consent_request_state_check,
  add constraint consent_request_state_check check (state in
    ('waiting', 'given', 'without-support', 'refused', 'withdrawn', 'expired', 'cancelled', 'replaced')),
  add foreign key (tenant_id, renews) references public.consent_request (tenant_id, id),
  add unique (tenant_id, renews);
comment on column public.consent_request.renews is 'The request of earlier facts that this one replaces.';
comment on column public.consent_request.facts_sha256 is 'What an answer is to; changed only by letters.';
alter table public.consent_decision add column facts_sha256 bytea check (octet_length(facts_sha256) = 32);
comment on column public.consent_decision.facts_sha256 is 'The facts that were answered to; null for answers from before facts had a version.';

alter table public.enrolment
  add column renew_by timestamptz,
  drop constraint enrolment_state_check,
  add constraint enrolment_state_check
    check (state in ('active', 'renewing', 'paused', 'left', 'ended', 'completed', 'not-completed')),
  add constraint enrolment_renewing check ((state = 'renewing') = (renew_by is not null));
comment on column public.enrolment.renew_by is 'Until when the seat is kept while the employer answers to new facts.';
comment on column public.enrolment.state is
  'active, renewing (asked again) and paused; left: by the participant; ended: with the course; completed, not-completed: the course is done.';

-- Employers have known courses by their public name so far.
alter table public.course no force row level security, disable trigger user;
update public.course set employer_name = name;
alter table public.course force row level security, enable trigger user;
alter table public.course
  alter column employer_name drop default,
  add constraint employer_name_typed check (char_length(employer_name) <= 120 and public.is_visible_line(employer_name)
    and not public.has_identity_code(employer_name));

grant insert (employer_name) on public.course to vakka_app;
-- An afternoon is of one course, and stays there.
revoke update on public.course_session from vakka_app;
grant update (held_on, starts_at, ends_at, topic) on public.course_session to vakka_app;
grant update (renew_by) on public.enrolment to vakka_app;
grant update (facts_version) on public.release, public.consent_ask to vakka_app;
grant insert (renews) on public.consent_ask to vakka_app;
-- What is told of a course changes by letter; what a release and an ask begin with, the database says.
grant update (course_name, place, sessions, hours) on public.consent_request to vakka_app;
revoke insert on public.release from vakka_app;
grant insert (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id, giver_name, giver_email,
  wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language) on public.release to vakka_app;

create trigger facts before insert or update on public.course for each row execute function public.keep_facts();
create trigger facts after insert or update of held_on, starts_at, ends_at on public.course_session
  for each row execute function public.raise_facts();
create trigger facts before insert or update of facts_version on public.release
  for each row execute function public.name_facts();
create trigger facts before insert or update of facts_version on public.consent_ask
  for each row execute function public.name_facts();
create constraint trigger told after update on public.course deferrable initially deferred
  for each row when (old.facts_version <> new.facts_version and current_user = 'vakka_app') execute function public.need_told();
create trigger facts before insert or update of course_name, place, sessions, hours on public.consent_request
  for each row when (current_user = 'vakka_app') execute function public.need_letter();
create trigger shown after insert on public.consent_decision
  for each row when (new.kind = 'decision' and current_user = 'vakka_app') execute function public.need_shown();

-- What is due is looked for in all spaces; only ids leave the function that does.
create policy due on public.enrolment for select to vakka_owner using (true);
create index enrolment_renewing on public.enrolment (renew_by) where state = 'renewing';

drop trigger pausing on public.consent_ask;
create trigger place after update of state, support_working_time on public.consent_ask
  for each row execute function public.carry_answer();

-- A place that is asked about again keeps its seat, and stands where it stands.
create or replace view public.course_line with (security_invoker) as
select c.tenant_id, c.id, c.name, c.place, c.address, c.state, c.seats, c.sessions_needed, c.summary,
       (select count(*)::integer from public.course_afternoon s
         where s.tenant_id = c.tenant_id and s.course_id = c.id and s.ended <= public.moment()) as held,
       (select min(s.held_on) from public.course_session s
         where s.tenant_id = c.tenant_id and s.course_id = c.id) as first_on,
       (select max(s.held_on) from public.course_session s
         where s.tenant_id = c.tenant_id and s.course_id = c.id) as last_on,
       (select count(*)::integer from public.enrolment e
         where e.tenant_id = c.tenant_id and e.course_id = c.id and e.state in ('active', 'renewing')) as participants,
       (select count(*)::integer from public.missing_mark m
         where m.tenant_id = c.tenant_id and m.course_id = c.id) as unmarked,
       c.employer_name
  from public.course c;

create or replace view public.application_path with (security_invoker = true) as
  select a.tenant_id, a.id, a.course_id, a.person_id, a.created_at,
      r.id as release_id, k.id as ask_id, e.id as enrolment_id,
      coalesce(k.state = 'given' and k.support_working_time, false) as has_keys,
      case
        when a.state <> 'received' then case when e.state in ('left', 'ended') then e.state else a.state end
        when e.state = 'active' then 'enrolled'
        when e.state in ('renewing', 'paused', 'completed', 'not-completed') then e.state
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
        from public.consent_ask c where c.tenant_id = a.tenant_id and c.release_id = r.id and c.state <> 'replaced'
        order by c.sent_at desc, c.id desc limit 1) k on true
    left join public.enrolment e on e.tenant_id = a.tenant_id and e.course_id = a.course_id and e.person_id = a.person_id;

reset role;
