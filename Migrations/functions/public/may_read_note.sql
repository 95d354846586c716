-- Coordinators open every note, trainers those for staff about people of their own courses, the person those for them.
create or replace function public.may_read_note(person uuid, readers text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
      or (may_read_note.readers in ('staff', 'person')
        and public.holds_role(public.current_tenant(), public.current_actor(), 'trainer')
        and exists (select from public.enrolment e
            join public.course_trainer t on t.tenant_id = e.tenant_id and t.course_id = e.course_id
          where e.tenant_id = public.current_tenant() and e.person_id = may_read_note.person
            and t.membership_id = public.current_actor()))
      or (may_read_note.readers = 'person'
        and exists (select from public.membership m
          where m.tenant_id = public.current_tenant() and m.id = public.current_actor()
            and m.person_id = may_read_note.person));
$$;
grant execute on function public.may_read_note(uuid,text) to vakka_app;
