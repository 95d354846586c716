-- Whatever the app believes: no active place without both keys to the course's own facts, and none on a course that is full,
-- over or not yet open. What has become of a place agrees with its course and its application.
create or replace function public.need_both_keys() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  course public.course;
begin
  -- A place that moves to the entry into which its person's was joined stays what it was.
  if tg_op = 'UPDATE' and new.person_id <> old.person_id and to_jsonb(new) - 'person_id' = to_jsonb(old) - 'person_id' then
    return new;
  end if;
  if new.state = 'paused' or tg_op = 'UPDATE' and new.state = old.state and new.state not in ('active', 'renewing') then
    return new;
  end if;
  if new.state not in ('active', 'renewing') then
    if not exists (select from public.course c
        join public.application a on a.tenant_id = c.tenant_id and a.course_id = c.id
       where c.tenant_id = new.tenant_id and c.id = new.course_id and a.id = new.application_id
         and case new.state when 'left' then a.state = 'withdrawn'
               when 'ended' then c.state = 'cancelled' or a.state in ('closed', 'ended')
               else c.state = 'done' end) then
      perform public.refuse('VK409', 'enrolment.rule.state');
    end if;
    return new;
  end if;
  perform from public.application a
    where a.tenant_id = new.tenant_id and a.id = new.application_id and a.state = 'received' for share;
  if not found then
    perform public.refuse('VK409', 'application.rule.over');
  end if;
  perform from public.release r join public.consent_ask c
      on c.tenant_id = r.tenant_id and c.release_id = r.id
    where c.tenant_id = new.tenant_id and c.id = new.consent_ask_id and c.application_id = new.application_id
      and c.person_id = new.person_id and r.state = 'active'
      and case when new.state = 'active' then c.state = 'given' and c.support_working_time
            else old.state in ('active', 'renewing') and public.consent_state(c.state, c.expires_at) = 'waiting' end
    for share;
  if not found then
    perform public.refuse('VK409', 'enrolment.rule.both-keys');
  end if;
  select * into course from public.course c where c.tenant_id = new.tenant_id and c.id = new.course_id for update;
  if course.state not in ('open', 'running') then
    perform public.refuse('VK409', 'enrolment.rule.course-over');
  end if;
  if not exists (select from public.consent_ask c where c.tenant_id = new.tenant_id and c.id = new.consent_ask_id
        and c.facts_version >= course.asked_version) then
    perform public.refuse('VK409', 'enrolment.rule.facts');
  end if;
  if (select count(*) from public.enrolment where tenant_id = new.tenant_id and course_id = new.course_id
        and state in ('active', 'renewing') and id <> new.id) >= course.seats then
    perform public.refuse('VK409', 'enrolment.rule.full');
  end if;
  return new;
end $$;
