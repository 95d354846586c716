-- Days away lie ahead when they are written, and somebody has so many of them at most.
create or replace function public.keep_away() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.expert_profile e where e.tenant_id = new.tenant_id and e.person_id = new.person_id) then
    perform public.refuse('VK409', 'profile.rule.association');
  end if;
  if new.until_on < public.today() then
    perform public.refuse('VK409', 'away.rule.past');
  end if;
  if (select count(*) from public.expert_away a where a.tenant_id = new.tenant_id and a.person_id = new.person_id
      and a.until_on >= public.today()) >= 50 then
    perform public.refuse('VK409', 'away.rule.many');
  end if;
  return new;
end $$;
