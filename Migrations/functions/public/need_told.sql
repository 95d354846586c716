-- When new facts of a course are kept, every employer that may still answer or take back has been told or asked of them, and no
-- place stands on an answer to lighter ones.
create or replace function public.need_told() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  perform from public.course c
    join public.application a on a.tenant_id = c.tenant_id and a.course_id = c.id and a.state = 'received'
    join public.release r on r.tenant_id = a.tenant_id and r.application_id = a.id and r.state = 'active'
    join public.consent_ask k on k.tenant_id = r.tenant_id and k.release_id = r.id
   where c.tenant_id = new.tenant_id and c.id = new.id and k.facts_version < c.facts_version
     and public.consent_state(k.state, k.expires_at) in ('waiting', 'given', 'without-support');
  if found then perform public.refuse('VK409', 'course.rule.untold'); end if;
  return null;
end $$;
