-- A group is made by a coordinator of an association or a partner, goes on by its steps, and is led by an expert or an employee of
-- the register. Its end is the end of its members' time, and nothing that lies ahead is held.
create or replace function public.keep_activity() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'activities.rule.coordinator');
  end if;
  if tg_op = 'INSERT' then
    if not exists (select from public.space s where s.id = new.tenant_id and s.kind in ('association', 'partner')) then
      perform public.refuse('VK409', 'activities.rule.space');
    end if;
  elsif old.state = 'ended' then
    perform public.refuse('VK409', 'activities.rule.ended');
  elsif new.state <> old.state
      and (old.state, new.state) not in (('planned', 'running'), ('planned', 'ended'), ('running', 'ended')) then
    perform public.refuse('VK409', 'activities.rule.step');
  end if;
  if new.person_id is not null and (tg_op = 'INSERT' or new.person_id is distinct from old.person_id)
      and not exists (select from public.person p where p.tenant_id = new.tenant_id and p.id = new.person_id
        and p.kind in ('expert', 'employee') and p.state <> 'archived') then
    perform public.refuse('VK409', 'activities.rule.leader');
  end if;
  new.changed_at := public.moment();
  if tg_op = 'UPDATE' and new.state = 'ended' then
    update public.activity_member m set left_on = public.today()
     where m.tenant_id = new.tenant_id and m.activity_id = new.id and m.left_on is null;
    update public.activity_meeting t set is_held = false
     where t.tenant_id = new.tenant_id and t.activity_id = new.id and t.is_held is null
       and (t.held_on + t.starts_at) at time zone 'Europe/Helsinki' > public.moment();
  end if;
  return new;
end $$;
