-- What becomes of the places when a course ends or is taken up again: with a cancelled course they end; when it is done, who
-- was there often enough has completed it. Taken up again, a place is as it was, if both keys are still there.
create or replace function public.carry_course_state() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state = 'cancelled' then
    update public.enrolment set state = 'ended', changed_at = public.moment()
     where tenant_id = new.tenant_id and course_id = new.id and state in ('active', 'renewing', 'paused');
  elsif new.state = 'done' then
    update public.enrolment e
       set state = case when (select count(*) from public.attendance a where a.tenant_id = e.tenant_id
             and a.enrolment_id = e.id and a.mark = 'present') >= new.sessions_needed
           then 'completed' else 'not-completed' end,
         changed_at = public.moment()
     where e.tenant_id = new.tenant_id and e.course_id = new.id and e.state in ('active', 'renewing', 'paused');
  elsif old.state = 'done' then
    update public.enrolment e
       set state = case when exists (select from public.consent_ask k
               join public.release r on r.tenant_id = k.tenant_id and r.id = k.release_id
              where k.tenant_id = e.tenant_id and k.id = e.consent_ask_id and k.state = 'given' and k.support_working_time
                and k.facts_version >= new.asked_version and r.state = 'active') then 'active' else 'paused' end,
         changed_at = public.moment()
     where e.tenant_id = new.tenant_id and e.course_id = new.id and e.state in ('completed', 'not-completed');
  end if;
  return null;
end $$;
