-- Boundaries are kept by an association. What somebody else writes down says when it was told; what one writes oneself does not.
create or replace function public.keep_profile() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.space s where s.id = new.tenant_id and s.kind = 'association') then
    perform public.refuse('VK409', 'profile.rule.association');
  end if;
  -- A pause leaves what was told as it is.
  if tg_op = 'UPDATE' and to_jsonb(new) - '{is_paused,paused_until}'::text[] = to_jsonb(old) - '{is_paused,paused_until}'::text[] then
    return new;
  end if;
  if new.person_id = public.member_person(public.current_actor()) then
    new.told_on := null;
  elsif new.told_on is null or new.told_on > public.today() then
    perform public.refuse('VK409', 'profile.rule.told');
  end if;
  new.changed_at := public.moment();
  return new;
end $$;
