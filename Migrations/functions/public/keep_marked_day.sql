-- An afternoon with marks keeps a day of which they are true; one that is over is not moved to a day on which a place was not
-- held, or its mark would be missed by nobody.
create or replace function public.keep_marked_day() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  perform from public.enrolment e
    left join public.attendance a on a.tenant_id = e.tenant_id and a.enrolment_id = e.id and a.number = new.number
   where e.tenant_id = new.tenant_id and e.course_id = new.course_id and not e.held @> new.held_on
     and (a.mark is not null or old.held_on <= public.today() and e.held @> old.held_on)
      or e.tenant_id = new.tenant_id and e.course_id = new.course_id and a.mark is not null
        and new.held_on > public.today();
  if found then perform public.refuse('VK409', 'course.rule.marked'); end if;
  return new;
end $$;
