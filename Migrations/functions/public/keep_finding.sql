-- A finding is of an engagement that was held, and approved by who came: by writing it, by an answer to what a coordinator wrote,
-- or, without an account, as told to a coordinator on a day. A coordinator shares what is approved. At the partner's end it stands
-- as its letter says it.
create or replace function public.keep_finding() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  other uuid := (select h.other_id from public.engagement_here(new.engagement_id) h);
  at_partner boolean := (select s.kind = 'partner' from public.space s where s.id = new.tenant_id);
  is_coordinator boolean := public.holds_role(new.tenant_id, public.current_actor(), 'coordinator');
  is_own boolean := coalesce(public.member_person(public.current_actor()) = new.person_id, false);
  told jsonb := jsonb_build_object('finding', new.id, 'helped', new.matter = 'helped', 'text', new.body);
begin
  new.changed_at := public.moment();
  if tg_op = 'UPDATE' then
    if (old.state, new.state) in (('waits', 'approved'), ('waits', 'declined')) then
      if not is_own then
        perform public.refuse('VK403', 'finding.rule.own');
      end if;
    elsif (old.state, new.state) = ('approved', 'shared') then
      if not is_coordinator then
        perform public.refuse('VK403', 'engagement.rule.coordinator');
      elsif not public.letter_says(new.tenant_id, 'out', 'finding.shared', other, new.engagement_id, told) then
        perform public.refuse('VK403', 'engagement.rule.other-end');
      end if;
    else
      perform public.refuse('VK409', 'finding.rule.state-changed');
    end if;
    return new;
  end if;
  new.written_at := public.moment();
  if public.engagement_stage(new.engagement_id) is distinct from 'done' then
    perform public.refuse('VK409', 'finding.rule.not-held');
  end if;
  if at_partner then
    if new.person_id is not null or new.told_on is not null
        or not public.letter_says(new.tenant_id, 'in', 'finding.shared', other, new.engagement_id, told) then
      perform public.refuse('VK403', 'engagement.rule.other-end');
    end if;
    new.state := 'shared';
    return new;
  end if;
  if not coalesce(public.came_to(new.engagement_id, new.person_id), false) then
    perform public.refuse('VK403', 'finding.rule.not-there');
  elsif not is_own and not is_coordinator then
    perform public.refuse('VK403', 'finding.rule.own');
  elsif (new.told_on is not null) <> (not is_own and not public.person_has_account(new.person_id)) or new.told_on > public.today() then
    perform public.refuse('VK409', 'finding.rule.told');
  end if;
  new.state := case when is_own or new.told_on is not null then 'approved' else 'waits' end;
  return new;
end $$;
