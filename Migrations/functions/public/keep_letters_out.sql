-- A suspended space takes no requests and no answers. What somebody takes back reaches it all the same: that is their right; so
-- does what has changed or run out, which must not wait for it.
create or replace function public.keep_letters_out() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.direction = 'in' and new.kind not in ('consent.withdrawn', 'consent.cancelled', 'consent.course-ended',
        'consent.expired', 'consent.told', 'consent.renewed', 'partnership.ended', 'engagement.cancelled',
        'engagement.change-declined', 'engagement.no-show', 'engagement.objected', 'story.taken-back')
      and exists (select from public.space s where s.id = new.tenant_id and s.state = 'suspended') then
    perform public.refuse('VK409', 'letter.rule.suspended');
  end if;
  return new;
end $$;
