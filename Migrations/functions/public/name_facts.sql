-- A release and an ask name the facts of their course as they are now, whatever the app says. An ask begins with the facts that
-- its release names; what asks more of the employer is asked anew, and not told.
create or replace function public.name_facts() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  course public.course;
begin
  select c.* into course from public.application a
    join public.course c on c.tenant_id = a.tenant_id and c.id = a.course_id
   where a.tenant_id = new.tenant_id and a.id = new.application_id;
  if tg_table_name = 'consent_ask' then
    if tg_op = 'INSERT' and not exists (select from public.release r where r.tenant_id = new.tenant_id
          and r.id = new.release_id and r.facts_version = course.facts_version)
        or tg_op = 'UPDATE' and (old.facts_version < course.asked_version
          or new.state not in ('waiting', 'given', 'without-support')) then
      perform public.refuse('VK409', 'enrolment.rule.facts');
    end if;
  end if;
  new.facts_version := course.facts_version;
  return new;
end $$;
