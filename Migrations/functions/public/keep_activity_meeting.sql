-- A meeting is planned for a time that lies ahead, and no two of one group meet; it is told of as held once it has begun, and only
-- of a group that runs or has run. What has ended takes only what its meetings came to.
create or replace function public.keep_activity_meeting() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  stands text;
  begins timestamptz := (new.held_on + new.starts_at) at time zone 'Europe/Helsinki';
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'activities.rule.coordinator');
  end if;
  -- Who plans for the same group waits.
  select a.state into stands from public.activity a
   where a.tenant_id = new.tenant_id and a.id = new.activity_id for no key update;
  if tg_op = 'INSERT' or (new.held_on, new.starts_at, new.ends_at, new.place, new.topic)
      is distinct from (old.held_on, old.starts_at, old.ends_at, old.place, old.topic) then
    if stands = 'ended' then
      perform public.refuse('VK409', 'activities.rule.ended');
    end if;
    if tg_op = 'UPDATE' and (old.held_on + old.starts_at) at time zone 'Europe/Helsinki' <= public.moment()
        and (new.held_on, new.starts_at, new.ends_at) is distinct from (old.held_on, old.starts_at, old.ends_at) then
      perform public.refuse('VK409', 'activities.rule.begun');
    end if;
    if begins <= public.moment() and (tg_op = 'INSERT' or new.held_on <> old.held_on or new.starts_at <> old.starts_at) then
      perform public.refuse('VK409', 'activities.rule.past');
    end if;
  end if;
  if new.is_held and begins > public.moment() then
    perform public.refuse('VK409', 'activities.rule.ahead');
  end if;
  if new.is_held and stands = 'planned' then
    perform public.refuse('VK409', 'activities.rule.planned');
  end if;
  if new.is_held is null and stands = 'ended' and begins > public.moment() then
    perform public.refuse('VK409', 'activities.rule.ended');
  end if;
  if new.is_held is not false and exists (select from public.activity_meeting t
      where t.tenant_id = new.tenant_id and t.activity_id = new.activity_id and t.id <> new.id and t.is_held is not false
        and t.held_on = new.held_on and t.starts_at < new.ends_at and new.starts_at < t.ends_at) then
    perform public.refuse('VK409', 'activities.rule.overlap');
  end if;
  return new;
end $$;
