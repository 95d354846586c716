-- An afternoon with marks keeps a day of which they are true.
create or replace function public.keep_marked_day() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  perform from public.attendance a
    join public.enrolment e on e.tenant_id = a.tenant_id and e.id = a.enrolment_id
   where a.tenant_id = new.tenant_id and a.course_id = new.course_id and a.number = new.number
     and (new.held_on > public.today() or not e.held @> new.held_on);
  if found then perform public.refuse('VK409', 'course.rule.marked'); end if;
  return new;
end $$;
