-- Pauses the places whose employers have not answered to new facts in time; the jobs of the house call it for one space.
create or replace function public.place_lapse() returns table (place uuid, person uuid, course text)
  language sql
  as $$
  update public.enrolment e set state = 'paused', changed_at = public.moment()
    from public.course c
   where e.tenant_id = public.current_tenant() and e.state = 'renewing' and e.renew_by <= public.moment()
     and c.tenant_id = e.tenant_id and c.id = e.course_id
  returning e.id, e.person_id, c.name
$$;
grant execute on function public.place_lapse() to vakka_app;
