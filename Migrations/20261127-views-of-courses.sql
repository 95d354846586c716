-- A course with what is counted of it, its afternoons, and the places on it with their marks: what slices read of each
-- other's tables.
set role vakka_owner;

create view public.course_afternoon with (security_invoker) as
select s.tenant_id, s.course_id, s.number, s.held_on, s.starts_at, s.ends_at, s.topic,
       (s.held_on + s.starts_at) at time zone 'Europe/Helsinki' as began,
       (s.held_on + s.ends_at) at time zone 'Europe/Helsinki' as ended
  from public.course_session s;
comment on view public.course_afternoon is 'The afternoons of each course, with the moments at which they begin and end.';

create view public.course_line with (security_invoker) as
select c.tenant_id, c.id, c.name, c.place, c.address, c.state, c.seats, c.sessions_needed, c.summary,
       (select count(*)::integer from public.course_afternoon s
         where s.tenant_id = c.tenant_id and s.course_id = c.id and s.ended <= public.moment()) as held,
       (select min(s.held_on) from public.course_session s
         where s.tenant_id = c.tenant_id and s.course_id = c.id) as first_on,
       (select max(s.held_on) from public.course_session s
         where s.tenant_id = c.tenant_id and s.course_id = c.id) as last_on,
       (select count(*)::integer from public.enrolment e
         where e.tenant_id = c.tenant_id and e.course_id = c.id and e.state = 'active') as participants
  from public.course c;
comment on view public.course_line is 'Each course with its dates and how many have a place.';

create view public.participant with (security_invoker) as
select e.tenant_id, e.id, e.course_id, e.person_id, p.given_name || ' ' || p.family_name as name, p.name_key,
       e.state = 'paused' as is_paused,
       (select string_agg(coalesce(left(a.mark, 1), '-'), '' order by n)
          from generate_series(1, 7) n
          left join public.attendance a
            on a.tenant_id = e.tenant_id and a.enrolment_id = e.id and a.number = n) as marks
  from public.enrolment e
  join public.person p on p.tenant_id = e.tenant_id and p.id = e.person_id;
comment on view public.participant is 'Everybody with a place on a course; the marks as one letter an afternoon, - for none.';

grant select on public.course_afternoon, public.course_line, public.participant to vakka_app;
