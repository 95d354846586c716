-- The application of somebody (`applicant`) for a course: a new one, one that was withdrawn, or ended with its course, taken up again, or the one there is.
create or replace function public.application_make(fresh uuid, wanted uuid, applicant uuid, spoken text)
  returns table (id uuid, is_sent boolean)
  language plpgsql
  as $$
begin
  insert into public.application as a (tenant_id, id, course_id, person_id, language)
    values (public.current_tenant(), fresh, wanted, applicant, spoken)
    on conflict (tenant_id, course_id, person_id) do update
      set state = 'received', changed_at = public.moment()
      where a.state in ('withdrawn', 'ended')
    returning a.id into id;
  is_sent := found;
  if not is_sent then
    select a.id into strict id from public.application a
     where a.tenant_id = public.current_tenant() and a.course_id = wanted and a.person_id = applicant;
  end if;
  return next;
end $$;
grant execute on function public.application_make(uuid, uuid, uuid, text) to vakka_app;
