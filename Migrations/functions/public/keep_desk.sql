-- An engagement is taken to one's own desk, by a coordinator; the partner is told of the first time.
create or replace function public.keep_desk() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.desk is not distinct from old.desk then return new; end if;
  if new.state not in ('received', 'offering', 'agreed') then
    perform public.refuse('VK409', 'engagement.rule.state-changed');
  end if;
  if new.desk is distinct from public.current_actor() or not public.holds_role(new.tenant_id, new.desk, 'coordinator') then
    perform public.refuse('VK403', 'engagement.rule.coordinator');
  end if;
  if public.letter_passed(new.tenant_id, 'out', 'engagement.received', new.other_id, new.id) is null then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  return new;
end $$;
