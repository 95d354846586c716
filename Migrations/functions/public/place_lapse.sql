-- Pauses a place (`which`) whose employer has not answered to new facts in time; whose it is, and how they are reached. No row
-- when it is not due.
create or replace function public.place_lapse(which uuid)
  returns table (person uuid, application uuid, course text, email text, language text, slug text)
  language sql
  as $$
  with lapsed as (
    update public.enrolment e set state = 'paused', changed_at = public.moment()
     where e.tenant_id = public.current_tenant() and e.id = which and e.state = 'renewing' and e.renew_by <= public.moment()
    returning e.tenant_id, e.person_id, e.application_id, e.course_id)
  select l.person_id, l.application_id, c.name, public.person_address(p.id), p.language, s.slug
    from lapsed l
    join public.course c on c.tenant_id = l.tenant_id and c.id = l.course_id
    join public.person p on p.tenant_id = l.tenant_id and p.id = l.person_id
    join public.space s on s.id = l.tenant_id
$$;
grant execute on function public.place_lapse(uuid) to vakka_app;
