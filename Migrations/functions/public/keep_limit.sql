-- Limits are kept by an association, so many of one person at most. What somebody else writes down says when it was told.
create or replace function public.keep_limit() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.space s where s.id = new.tenant_id and s.kind = 'association') then
    perform public.refuse('VK409', 'profile.rule.association');
  end if;
  if new.person_id = public.member_person(public.current_actor()) then
    new.told_on := null;
  elsif new.told_on is null or new.told_on > public.today() then
    perform public.refuse('VK409', 'profile.rule.told');
  end if;
  if (select count(*) from public.expert_limit l where l.tenant_id = new.tenant_id and l.person_id = new.person_id) >= 20 then
    perform public.refuse('VK409', 'limits.rule.many');
  end if;
  new.added_at := public.moment();
  return new;
end $$;
