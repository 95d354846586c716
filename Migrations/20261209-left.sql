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

create or replace view public.application_waiting with (security_invoker) as
select v.tenant_id, v.id, v.course_id, v.stage,
       case when d.person_id is null then v.since else least(d.since, public.moment()) end as since,
       case when d.person_id is not null then 'left'
            when v.stage = 'paused' and v.has_keys then 'resume'
            when v.stage in ('given', 'waiting') then 'step' else 'news' end as due
  from public.application_path v
  join public.course c on c.tenant_id = v.tenant_id and c.id = v.course_id and c.state in ('open', 'running')
  left join public.consent_ask k on k.tenant_id = v.tenant_id and k.id = v.ask_id
  left join public.departed d on d.tenant_id = v.tenant_id and d.person_id = v.person_id
 where (v.stage = 'received' and v.since > public.moment() - interval '14 days')
    or v.stage in ('given', 'taken-back', 'expired', 'paused')
    or (v.stage = 'waiting' and v.since < public.moment() - interval '7 days'
      and coalesce(k.reminded_at, k.sent_at) < public.moment() - interval '3 days')
    or (d.person_id is not null
      and v.stage not in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed'));
comment on view public.application_waiting is
  'What stands on a coordinator''s Today: an applicant who has left, a step of theirs, a paused place that can go on, or news.';

reset role;
