-- A view is made, changed and removed by the member whose it is; each has a name of its own there, and not too many. A shared
-- one whose member has left is removed by a coordinator.
create or replace function public.keep_saved_view() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  kept public.saved_view := case when tg_op = 'DELETE' then old else new end;
begin
  if public.current_actor() is null then
    return kept;
  end if;
  if tg_op = 'DELETE' and kept.is_shared and not public.is_member(kept.tenant_id, kept.membership_id)
      and public.holds_role(kept.tenant_id, public.current_actor(), 'coordinator') then
    return kept;
  end if;
  if kept.membership_id <> public.current_actor() or (tg_op = 'UPDATE' and old.membership_id <> new.membership_id) then
    perform public.refuse('VK403', 'views.rule.not-yours');
  end if;
  if tg_op = 'DELETE' then
    return kept;
  end if;
  if exists (select from public.saved_view v where v.tenant_id = new.tenant_id
      and v.membership_id = new.membership_id and v.list = new.list and v.name = new.name and v.id <> new.id) then
    perform public.refuse('VK409', 'views.rule.name');
  end if;
  if tg_op = 'INSERT' and (select count(*) from public.saved_view v where v.tenant_id = new.tenant_id
      and v.membership_id = new.membership_id and v.list = new.list) >= 20 then
    perform public.refuse('VK409', 'views.rule.many');
  end if;
  return kept;
end $$;
