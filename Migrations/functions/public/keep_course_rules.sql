-- A course goes on by the steps of `course_step`, is not closed to applicants or done while something is missing, and has
-- no fewer seats than places.
create or replace function public.keep_course_rules() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  places bigint;
begin
  select count(*) into places from public.enrolment e
   where e.tenant_id = new.tenant_id and e.course_id = new.id and e.state in ('active', 'renewing');
  if new.seats < old.seats and new.seats < places then
    perform public.refuse('VK409', 'course.rule.seats');
  end if;
  if new.state = old.state then
    if new.state in ('done', 'cancelled')
        and (new.seats, new.sessions_needed) is distinct from (old.seats, old.sessions_needed) then
      perform public.refuse('VK409', 'course.rule.over');
    end if;
    return new;
  end if;
  if not exists (select from public.course_step s where s.from_state = old.state and s.to_state = new.state) then
    perform public.refuse('VK409', 'course.rule.state-changed');
  end if;
  if old.state = 'draft' and new.state = 'open' and exists (select from public.course_session s
        where s.tenant_id = new.tenant_id and s.course_id = new.id and s.number = 1 and s.held_on < public.today()) then
    perform public.refuse('VK409', 'course.rule.dates-past');
  end if;
  if old.state = 'open' and new.state = 'running' and not exists (select from public.course_trainer t
        where t.tenant_id = new.tenant_id and t.course_id = new.id
          and public.holds_role(t.tenant_id, t.membership_id, 'trainer')) then
    perform public.refuse('VK409', 'course.rule.no-trainer');
  end if;
  if old.state = 'cancelled' and exists (select from public.attendance a
        where a.tenant_id = new.tenant_id and a.course_id = new.id) then
    perform public.refuse('VK409', 'course.rule.held');
  end if;
  if new.state = 'draft' and places > 0 then
    perform public.refuse('VK409', 'course.rule.places');
  end if;
  if new.state = 'done' then
    if (select count(*) from public.course_afternoon s where s.tenant_id = new.tenant_id and s.course_id = new.id
          and s.ended <= public.moment()) < 7 then
      perform public.refuse('VK409', 'course.rule.afternoons-left');
    end if;
    if exists (select from public.missing_mark m where m.tenant_id = new.tenant_id and m.course_id = new.id) then
      perform public.refuse('VK409', 'course.rule.unmarked');
    end if;
  end if;
  return new;
end $$;
