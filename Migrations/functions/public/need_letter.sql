-- What an employer is asked about is what a letter says: the newest one of the matter that tells facts.
create or replace function public.need_letter() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  told jsonb;
begin
  select l.body into told from public.letter l
   where l.tenant_id = new.tenant_id and l.direction = 'in' and l.reference = new.ask_id
     and l.kind in ('consent.request', 'consent.renewed', 'consent.told')
   order by l.id desc limit 1;
  if told is null or jsonb_build_array(told -> 'course', told -> 'place', told -> 'sessions', told -> 'hours')
      <> jsonb_build_array(new.course_name, new.place, new.sessions, new.hours) then
    perform public.refuse('VK409', 'answer.rule.facts');
  end if;
  return new;
end $$;
