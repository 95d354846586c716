-- A side answers for itself, to the version that is proposed: whom the story is about first, then the organisation, by letter.
-- What is declined waits for a new version; what is taken back is no longer public at once.
create or replace function public.keep_story_approval() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  story public.story;
  letter jsonb;
begin
  select * into story from public.story s where s.tenant_id = new.tenant_id and s.id = new.story_id for update;
  if new.side = 'person' then
    if public.member_person(public.current_actor()) is distinct from story.person_id then
      perform public.refuse('VK403', 'stories.rule.other-side');
    end if;
  else
    letter := public.letter_passed(new.tenant_id, 'in',
      case when tg_op = 'UPDATE' then 'story.taken-back' else 'story.' || new.answer end, story.other_id, new.story_id);
    if letter is null or (letter ->> 'version')::integer <> new.version
        or (case when tg_op = 'UPDATE' then letter ->> 'matter' <> new.matter
              else new.matter = 'recording' and letter ->> 'recording' <> 'true' end) then
      perform public.refuse('VK403', 'stories.rule.other-side');
    end if;
  end if;
  if tg_op = 'UPDATE' then
    if old.taken_back_at is not null or old.version <> story.version or story.state = 'taken-back' then
      perform public.refuse('VK409', 'stories.rule.state-changed');
    end if;
    if new.matter = 'text' and public.organisation_has_story(new.tenant_id, story.other_id, new.story_id, new.version) then
      perform public.refuse('VK409', 'stories.rule.other-end');
    end if;
    new.taken_back_at := public.moment();
    if new.matter = 'text' then
      update public.story s set state = 'taken-back', changed_at = public.moment()
       where s.tenant_id = new.tenant_id and s.id = new.story_id;
    end if;
    return new;
  end if;
  if story.state <> 'proposed' or new.version <> story.version then
    perform public.refuse('VK409', 'stories.rule.state-changed');
  end if;
  if new.side = 'organisation' and not exists (select from public.story_approval a where a.tenant_id = new.tenant_id
      and a.story_id = new.story_id and a.version = new.version and a.side = 'person' and a.answer = 'approved') then
    perform public.refuse('VK409', 'stories.rule.state-changed');
  end if;
  -- A recording is approved beside the text that leads to it.
  if new.matter = 'recording' and not exists (select from public.story_approval a
        join public.story_version v on v.tenant_id = a.tenant_id and v.story_id = a.story_id and v.version = a.version
      where a.tenant_id = new.tenant_id and a.story_id = new.story_id and a.version = new.version and a.side = new.side
        and a.matter = 'text' and a.answer = 'approved' and v.recording_link <> '') then
    perform public.refuse('VK409', 'stories.rule.recording');
  end if;
  if new.side = 'person' then new.given_by := public.current_actor(); end if;
  new.given_at := public.moment();
  if new.answer = 'declined' then
    update public.story s set state = 'declined', changed_at = public.moment()
     where s.tenant_id = new.tenant_id and s.id = new.story_id;
  end if;
  return new;
end $$;
