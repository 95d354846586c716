-- What a story says at the organisation that it names is what the newest letter says. A coordinator answers, once for each version,
-- and takes back what was approved; the association may take it back too.
create or replace function public.keep_story_copy() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  told jsonb := public.letter_passed(new.tenant_id, 'in', 'story.proposed', new.other_id, new.id);
  -- What is no text: how far it has come, and the link, which goes by itself.
  course text[] := '{state,changed_at,answered_by,recording_link}';
  is_coordinator boolean := public.holds_role(new.tenant_id, public.current_actor(), 'coordinator');
  letter jsonb;
begin
  if tg_op = 'INSERT' or new.version <> old.version then
    if not coalesce(to_jsonb(new) @> ((told || jsonb_build_object('other_name', told -> 'organisation'))
        - '{story,organisation}'::text[]), false)
        or tg_op = 'UPDATE' and (new.version < old.version or old.state = 'proposed') or new.state <> 'proposed' then
      perform public.refuse('VK403', 'story-copies.rule.other-end');
    end if;
    new.answered_by := null;
    new.changed_at := public.moment();
    return new;
  end if;
  if new.state = old.state then
    letter := public.letter_passed(new.tenant_id, (case when is_coordinator then 'out' else 'in' end), 'story.taken-back',
      new.other_id, new.id);
    if (to_jsonb(new) - course) is distinct from (to_jsonb(old) - course) or new.recording_link <> ''
        or not coalesce(letter @> jsonb_build_object('version', new.version, 'matter', 'recording'), false) then
      perform public.refuse('VK403', 'story-copies.rule.other-end');
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('proposed', 'approved'), ('proposed', 'declined'), ('proposed', 'taken-back'),
      ('approved', 'taken-back'), ('declined', 'taken-back')) then
    perform public.refuse('VK409', 'story-copies.rule.state-changed');
  end if;
  if new.state in ('approved', 'declined') then
    if not is_coordinator then
      perform public.refuse('VK403', 'story-copies.rule.coordinator');
    end if;
    new.answered_by := public.current_actor();
  end if;
  letter := public.letter_passed(new.tenant_id, (case when is_coordinator then 'out' else 'in' end), 'story.' || new.state,
    new.other_id, new.id);
  if (to_jsonb(new) - course) is distinct from (to_jsonb(old) - course)
      or not coalesce(letter @> jsonb_build_object('version', new.version), false)
      or new.state = 'taken-back' and letter ->> 'matter' <> 'text'
      -- Who approves the text alone keeps no link.
      or new.recording_link <> old.recording_link and (new.recording_link <> '' or letter ->> 'recording' is distinct from 'false') then
    perform public.refuse('VK403', 'story-copies.rule.other-end');
  end if;
  new.changed_at := public.moment();
  return new;
end $$;
