-- What is counted for the figures of a provider: applications and places, answers, attendance. Numbers alone, nobody's rows.
set role vakka_owner;

-- The courses of the last year that people could apply for, the twelve that begin last.
create view public.counted_course with (security_invoker = true) as
  select c.tenant_id, c.id, c.name, c.first_on
    from (
      select l.tenant_id, l.id, l.name, l.first_on,
          row_number() over (partition by l.tenant_id order by l.first_on desc, l.id) as place
        from public.course_line l
       where l.state in ('open', 'running', 'done') and l.last_on >= public.today() - 365) c
   where c.place <= 12;

-- Applications by course and by the week in which they came; null is any week before the last twelve.
create view public.application_count with (security_invoker = true) as
  select c.tenant_id, c.id as course_id, c.name, c.first_on,
      case when w.monday > public.today() - 84 then w.monday end as week,
      count(*) filter (where w.has_place)::integer as placed,
      count(*) filter (where not w.has_place)::integer as unplaced
    from public.counted_course c
    join lateral (
      select date_trunc('week', a.created_at at time zone 'Europe/Helsinki')::date as monday,
          exists (
            select from public.enrolment e
             where e.tenant_id = a.tenant_id and e.course_id = a.course_id and e.application_id = a.id) as has_place
        from public.application a
       where a.tenant_id = c.tenant_id and a.course_id = c.id) w on true
   group by c.tenant_id, c.id, c.name, c.first_on, 5;

-- How soon employers answered what they were asked within the last year, in days; null where they did not.
create view public.answer_count with (security_invoker = true) as
  select k.tenant_id, k.days, count(*)::integer as answers
    from (
      select a.tenant_id,
          case when a.state <> 'expired' then
            (a.decided_at at time zone 'Europe/Helsinki')::date - (a.sent_at at time zone 'Europe/Helsinki')::date
          end as days
        from public.consent_ask a
       where a.sent_at > public.moment() - interval '365 days'
         and (a.state = 'expired'
           or a.decided_at is not null and a.state in ('given', 'without-support', 'refused', 'replaced'))) k
   group by k.tenant_id, k.days;

-- Who had a place at the afternoons that have been, and who was there, by the afternoon's number.
create view public.attendance_count with (security_invoker = true) as
  select s.tenant_id, s.number,
      count(*) filter (where a.mark = 'present')::integer as present,
      count(*) filter (where a.mark = 'absent')::integer as absent,
      count(*) filter (where a.mark = 'excused')::integer as excused,
      count(*) filter (where a.mark is null or a.mark = 'unknown')::integer as unmarked
    from public.counted_course c
    join public.course_afternoon s on s.tenant_id = c.tenant_id and s.course_id = c.id and s.ended <= public.moment()
    join public.enrolment e on e.tenant_id = s.tenant_id and e.course_id = s.course_id and e.held @> s.held_on
    left join public.attendance a on a.tenant_id = e.tenant_id and a.enrolment_id = e.id and a.number = s.number
   group by s.tenant_id, s.number;

grant select on public.counted_course, public.application_count, public.answer_count, public.attendance_count to vakka_app;
reset role;
