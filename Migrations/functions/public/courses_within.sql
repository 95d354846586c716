-- The courses within somebody's reach: those that they train today, and those that they have applied for or take part in.
create or replace function public.courses_within(reach text, own uuid, member uuid)
  returns table (id uuid, is_staff boolean)
  language sql stable
  as $$
  select c.id, r.is_staff
    from public.course c
    cross join lateral (
      select case courses_within.reach
          when 'all' then true
          when 'course' then (select public.holds_role(public.current_tenant(), courses_within.member, 'trainer'))
            and exists (select from public.course_trainer t
             where t.tenant_id = c.tenant_id and t.course_id = c.id and t.membership_id = courses_within.member)
          else false
        end as is_staff) r
   where c.tenant_id = public.current_tenant()
     and (r.is_staff
       or exists (
         select from public.application a
          where a.tenant_id = c.tenant_id and a.course_id = c.id and a.person_id = courses_within.own
            and a.state = 'received')
       or exists (
         select from public.enrolment e
          where e.tenant_id = c.tenant_id and e.course_id = c.id and e.person_id = courses_within.own))
$$;
grant execute on function public.courses_within(text, uuid, uuid) to vakka_app;
