-- The employer whom an application may ask now stands beside it, for the filters of the list.
set role vakka_owner;

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
      end as since,
      a.searched, r.business_id, r.employer_name
    from public.application a
    left join public.release r on r.tenant_id = a.tenant_id and r.application_id = a.id and r.state = 'active'
    left join lateral (select c.id, c.state, c.support_working_time, c.sent_at, c.expires_at, c.decided_at
        from public.consent_ask c where c.tenant_id = a.tenant_id and c.release_id = r.id and c.state <> 'replaced'
        order by c.sent_at desc, c.id desc limit 1) k on true
    left join public.enrolment e on e.tenant_id = a.tenant_id and e.course_id = a.course_id and e.person_id = a.person_id;
