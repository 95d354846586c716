-- Members are developer-clients of the register, in a group of developer-clients that goes on, after they have agreed; a group of
-- peers keeps heads only. Nobody is in a group twice at a time, and no day lies ahead.
create or replace function public.keep_activity_member() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  held public.activity;
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'activities.rule.coordinator');
  end if;
  -- Who joins the same group waits.
  select * into held from public.activity a
   where a.tenant_id = new.tenant_id and a.id = new.activity_id for no key update;
  if held.kind = 'peer' then
    perform public.refuse('VK409', 'activities.rule.heads-only');
  end if;
  if held.state = 'ended' then
    perform public.refuse('VK409', 'activities.rule.ended');
  end if;
  if tg_op = 'INSERT' and not exists (select from public.person p where p.tenant_id = new.tenant_id and p.id = new.person_id
      and p.kind = 'developer-client' and p.state <> 'archived') then
    perform public.refuse('VK409', 'activities.rule.person');
  end if;
  if greatest(new.agreed_on, new.joined_on, new.left_on) > public.today() then
    perform public.refuse('VK409', 'activities.rule.day-ahead');
  end if;
  if new.joined_on < new.agreed_on then
    perform public.refuse('VK409', 'activities.rule.agreed-first');
  end if;
  if new.left_on < new.joined_on then
    perform public.refuse('VK409', 'activities.rule.left-first');
  end if;
  if exists (select from public.activity_member m
      where m.tenant_id = new.tenant_id and m.activity_id = new.activity_id and m.person_id = new.person_id and m.id <> new.id
        and m.joined_on < coalesce(new.left_on, 'infinity') and new.joined_on < coalesce(m.left_on, 'infinity')) then
    perform public.refuse('VK409', 'activities.rule.twice');
  end if;
  return new;
end $$;
