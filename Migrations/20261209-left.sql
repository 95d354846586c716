-- Who has left is found from the few who have, and what now lacks them stands on Today.
set role vakka_owner;

create index person_archived on public.person (tenant_id, id) where state = 'archived';
create index membership_ends on public.membership (tenant_id, person_id) where ends_on is not null;
create index membership_role_ends on public.membership_role (tenant_id, membership_id) where ends_on is not null;

create view public.departed with (security_invoker) as
select d.tenant_id, d.person_id, min(d.since) as since
  from (
    select p.tenant_id, p.id, p.changed_at from public.person p where p.state = 'archived'
    union all
    select m.tenant_id, m.person_id, (m.ends_on + 1)::timestamp at time zone 'Europe/Helsinki'
      from public.membership m
     where m.ends_on is not null and m.person_id is not null
       and not exists (select from public.held_role h where h.tenant_id = m.tenant_id and h.membership_id = m.id)
    union all
    select m.tenant_id, m.person_id, (r.ends_on + 1)::timestamp at time zone 'Europe/Helsinki'
      from public.membership_role r
      join public.membership m on m.tenant_id = r.tenant_id and m.id = r.membership_id and m.person_id is not null
     where r.ends_on is not null and public.is_past(r.ends_on)
       and not exists (select from public.held_role h where h.tenant_id = m.tenant_id and h.membership_id = m.id)
  ) d (tenant_id, person_id, since)
 group by d.tenant_id, d.person_id;
comment on view public.departed is
  'Who of the register has left, and since when: archived, or a member once who holds no role today. Each part starts from the few rows that have an end.';
grant select on public.departed to vakka_app;

-- Whether what waits for the employer's answer does not get there, and when the employer heard of it last.
create or replace view public.application_path with (security_invoker) as
select a.tenant_id, a.id, a.course_id, a.person_id, a.created_at, r.id as release_id, k.id as ask_id, e.id as enrolment_id,
       coalesce(k.state = 'given' and k.support_working_time, false) as has_keys,
       case when a.state <> 'received' then case when e.state in ('left', 'ended') then e.state else a.state end
            when e.state = 'active' then 'enrolled'
            when e.state in ('renewing', 'paused', 'completed', 'not-completed') then e.state
            when k.state is null or k.state = 'cancelled' then 'received'
            when k.state = 'waiting' and k.expires_at <= public.moment() then 'expired'
            when k.state = 'given' and not coalesce(k.support_working_time, false) then 'without-support'
            when k.state = 'withdrawn' then 'taken-back'
            else k.state end as stage,
       case when a.state <> 'received' then a.changed_at
            when e.state not in ('left', 'ended') then e.changed_at
            when k.state is null or k.state = 'cancelled' then a.created_at
            when k.state in ('waiting', 'expired') and k.expires_at <= public.moment() then k.expires_at
            when k.state = 'waiting' then k.sent_at
            else coalesce(k.decided_at, k.sent_at) end as since,
       a.searched, r.business_id, r.employer_name,
       case when k.state = 'waiting' and k.expires_at > public.moment()
            then case when k.is_returned then 'returned' when k.is_stuck then 'stuck' end end as astray,
       coalesce(k.reminded_at, k.sent_at) as asked_at
  from public.application a
  left join public.release r on r.tenant_id = a.tenant_id and r.application_id = a.id and r.state = 'active'
  left join lateral (
    select c.id, c.state, c.support_working_time, c.sent_at, c.expires_at, c.decided_at, c.is_returned, c.is_stuck, c.reminded_at
      from public.consent_ask c
     where c.tenant_id = a.tenant_id and c.release_id = r.id and c.state <> 'replaced'
     order by c.sent_at desc, c.id desc limit 1) k on true
  left join public.enrolment e on e.tenant_id = a.tenant_id and e.course_id = a.course_id and e.person_id = a.person_id;

create or replace view public.application_waiting with (security_invoker) as
select v.tenant_id, v.id, v.course_id, v.stage,
       case when d.person_id is null then v.since else least(d.since, public.moment()) end as since,
       case when d.person_id is not null then 'left'
            when v.astray is not null then v.astray
            when v.stage = 'paused' and v.has_keys then 'resume'
            when v.stage in ('given', 'waiting') then 'step' else 'news' end as due
  from public.application_path v
  join public.course c on c.tenant_id = v.tenant_id and c.id = v.course_id and c.state in ('open', 'running')
  left join public.departed d on d.tenant_id = v.tenant_id and d.person_id = v.person_id
 where (v.stage = 'received' and v.since > public.moment() - interval '14 days')
    or v.stage in ('given', 'taken-back', 'expired', 'paused')
    or (v.stage = 'waiting' and v.since < public.moment() - interval '7 days'
      and v.asked_at < public.moment() - interval '3 days')
    or ((d.person_id is not null or v.astray is not null)
      and v.stage not in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed'));
comment on view public.application_waiting is
  'What stands on a coordinator''s Today: an applicant who has left, a request that does not get there, a step of theirs, a paused place that can go on, or news.';

reset role;
