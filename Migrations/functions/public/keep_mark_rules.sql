-- A mark is made and taken away while the course is on, not before its day, and of a day on which the place was held.
create or replace function public.keep_mark_rules() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  mark public.attendance := coalesce(new, old);
  day date;
begin
  perform from public.course c
   where c.tenant_id = mark.tenant_id and c.id = mark.course_id and c.state in ('open', 'running') for share;
  if not found then perform public.refuse('VK409', 'attendance.rule.course-over'); end if;
  if tg_op = 'DELETE' then return old; end if;
  select s.held_on into day from public.course_session s
   where s.tenant_id = new.tenant_id and s.course_id = new.course_id and s.number = new.number for share;
  if day > public.today() then perform public.refuse('VK409', 'attendance.rule.not-yet'); end if;
  perform from public.enrolment e
   where e.tenant_id = new.tenant_id and e.id = new.enrolment_id and e.held @> day for share;
  if not found then perform public.refuse('VK409', 'attendance.rule.not-held'); end if;
  return new;
end $$;
