-- The events of a space that are about any of these people, by the entries too that have become part of theirs.
create or replace function log.events_about(space uuid, who uuid[]) returns setof uuid
  language sql stable
  as $$
  select event_id from log.event_subjects
   where tenant_id = events_about.space and cardinality(people) = 1 and people[1] = any (events_about.who || array(select j.gone from public.person_join j
       where j.tenant_id = events_about.space and j.person_id = any (events_about.who)))
  union all
  select event_id from log.event_subjects
   where tenant_id = events_about.space and cardinality(people) > 1 and people && (events_about.who || array(select j.gone from public.person_join j
       where j.tenant_id = events_about.space and j.person_id = any (events_about.who)))
$$;
grant execute on function log.events_about(uuid,uuid[]) to vakka_app;
