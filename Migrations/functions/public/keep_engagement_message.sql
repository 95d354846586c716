-- A message is about what still goes on, is written by a coordinator, and stands as its letter says it, at both ends.
create or replace function public.keep_engagement_message() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  other uuid := (select h.other_id from public.engagement_here(new.engagement_id) h where h.is_open);
begin
  if other is null then
    perform public.refuse('VK409', 'engagement.rule.closed');
  end if;
  if new.is_own and not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'engagement.rule.coordinator');
  end if;
  if not coalesce(public.letter_passed(new.tenant_id, case when new.is_own then 'out' else 'in' end, 'engagement.message', other,
      new.engagement_id) @> jsonb_build_object('message', new.id, 'text', new.body), false) then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  return new;
end $$;
