-- Marks are asked for from the start of an afternoon; that a course is over waits for those of its afternoons that have ended.

create view public.open_mark with (security_invoker) as
select s.tenant_id, s.course_id, e.id as enrolment_id, s.number, s.held_on, s.began, s.ended
  from public.course_afternoon s
  join public.enrolment e on e.tenant_id = s.tenant_id and e.course_id = s.course_id and e.held @> s.held_on
 where s.began <= public.moment()
   and not exists (select from public.attendance a
                    where a.tenant_id = e.tenant_id and a.enrolment_id = e.id and a.number = s.number);
comment on view public.open_mark is 'Afternoons that have begun, with each place that was held that day and has no mark.';
grant select on public.open_mark to vakka_app;

create or replace view public.missing_mark with (security_invoker) as
select tenant_id, course_id, enrolment_id, number, held_on, ended from public.open_mark where ended <= public.moment();
