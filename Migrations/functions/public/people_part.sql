-- One person becomes two again, within 30 days: the entry that went comes back, and with it all that moved and what has come to
-- hang on it since. Contacts that were taken go back where nobody has changed them.
create or replace function public.people_part(which uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  space uuid := public.current_tenant();
  joined public.person_join;
  back jsonb;
begin
  if not public.holds_role(space, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'duplicates.rule.coordinator');
  end if;
  select * into joined from public.person_join j where j.tenant_id = space and j.id = which for update;
  if joined.id is null or joined.over_at is not null or joined.joined_at + make_interval(days => public.join_days()) <= public.moment() then
    perform public.refuse('VK409', 'duplicates.rule.over');
  end if;
  perform public.person_come_back(joined.entry);
  back := public.people_move(space, joined.person_id, joined.gone, joined.moved);
  perform public.person_give_back(space, joined.person_id, joined.entry, joined.contacts);
  if not back @> joined.moved then perform public.refuse('VK409', 'duplicates.rule.not-whole'); end if;
  delete from public.person_join j where j.tenant_id = space and j.id = which;
  perform public.people_apart(joined.gone, array[joined.person_id]);
  return joined.gone_name;
end $$;
grant execute on function public.people_part(uuid) to vakka_app;
