-- The people of the register within somebody's reach: all, those of the courses that they train today, or themselves.
create or replace function public.people_within(reach text, own uuid, member uuid)
  returns setof public.person
  language sql stable
  as $$
  select p.* from public.person p
   where p.tenant_id = public.current_tenant()
     and case people_within.reach
           when 'all' then true
           when 'course' then p.id = people_within.own
             or (select public.holds_role(public.current_tenant(), people_within.member, 'trainer')) and exists (
             select from public.enrolment e
               join public.course_trainer t on t.tenant_id = e.tenant_id and t.course_id = e.course_id
              where e.tenant_id = p.tenant_id and e.person_id = p.id and t.membership_id = people_within.member)
           when 'own' then p.id = people_within.own
           else false
         end
$$;
grant execute on function public.people_within(text, uuid, uuid) to vakka_app;
