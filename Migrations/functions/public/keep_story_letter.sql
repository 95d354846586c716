-- A letter about a story is sent by a coordinator, or by whom the story is about: no other member answers for a side.
create or replace function public.keep_story_letter() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator')
      and not exists (select from public.story s where s.tenant_id = new.tenant_id and s.id = new.reference
        and s.person_id = public.member_person(public.current_actor())) then
    perform public.refuse('VK403', 'stories.rule.other-side');
  end if;
  return new;
end $$;
