-- A new version starts over: what was proposed, declined or published before it is a draft again.
create or replace function public.keep_story_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  story public.story;
begin
  select * into story from public.story s where s.tenant_id = new.tenant_id and s.id = new.story_id for update;
  if not public.may_write_story(story.person_id) then
    perform public.refuse('VK403', 'stories.rule.writer');
  end if;
  if story.state = 'taken-back' or new.version is distinct from story.version + 1 then
    perform public.refuse('VK409', 'stories.rule.state-changed');
  end if;
  if public.organisation_has_story(new.tenant_id, story.other_id, new.story_id, story.version) then
    perform public.refuse('VK409', 'stories.rule.other-end');
  end if;
  new.written_by := public.current_actor();
  new.written_at := public.moment();
  update public.story s set version = new.version, state = 'draft', changed_at = public.moment()
   where s.tenant_id = new.tenant_id and s.id = new.story_id;
  return new;
end $$;
