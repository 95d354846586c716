-- A mark is not made before its day, nor of a day on which the place was not held.
create or replace function public.keep_mark_rules() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  day date;
begin
  select s.held_on into day from public.course_session s
   where s.tenant_id = new.tenant_id and s.course_id = new.course_id and s.number = new.number;
  if day > public.today() then perform public.refuse('VK409', 'attendance.rule.not-yet'); end if;
  perform from public.enrolment e
   where e.tenant_id = new.tenant_id and e.id = new.enrolment_id and e.held @> day for share;
  if not found then perform public.refuse('VK409', 'attendance.rule.not-held'); end if;
  return new;
end $$;
