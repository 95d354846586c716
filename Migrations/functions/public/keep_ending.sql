-- How an engagement ends is written from the clock. The end that did not mark it as held may object until the seventh day.
-- Before its first time an agreed one is cancelled, from then on the client did not appear.
create or replace function public.keep_ending() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  here text := tg_argv[0];
  there text := case here when 'partner' then 'association' else 'partner' end;
  letter text := case new.state when 'done' then 'engagement.done' else 'engagement.objected' end;
  -- The end that takes the step.
  taker text := case when public.letter_passes(new.tenant_id, 'in', letter, new.other_id, new.id) then there else here end;
begin
  if old.state = 'done' and new.state = 'agreed' and (taker = old.done_end or public.today() > public.objects_until(old.done_on)) then
    perform public.refuse('VK409', 'engagement.rule.stands');
  elsif old.state = 'agreed' and new.state = 'cancelled' and public.engagement_has_begun(new.id) then
    perform public.refuse('VK409', 'engagement.rule.begun');
  elsif new.state = 'no-show' and not public.engagement_has_begun(new.id) then
    perform public.refuse('VK409', 'engagement.rule.not-begun');
  end if;
  new.done_on := case new.state when 'done' then public.today() end;
  new.done_end := case new.state when 'done' then taker end;
  new.objected_on := case when old.state = 'done' and new.state = 'agreed' then public.today() end;
  new.is_late := old.state = 'agreed' and new.state = 'cancelled' and public.engagement_is_near(new.id);
  return new;
end $$;
