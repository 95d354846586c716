-- The times of an order change while it is a draft, and by a coordinator.
create or replace function public.keep_order_time() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  is_new boolean := tg_op = 'INSERT';
  space uuid := case when tg_op = 'INSERT' then new.tenant_id else old.tenant_id end;
  matter uuid := case when tg_op = 'INSERT' then new.engagement_id else old.engagement_id end;
begin
  if not exists (select from public.engagement_order o where o.tenant_id = space and o.id = matter and o.state = 'draft') then
    perform public.refuse('VK409', 'engagement.rule.state-changed');
  end if;
  if not public.holds_role(space, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'engagement.rule.coordinator');
  end if;
  if is_new then return new; end if;
  return old;
end $$;
