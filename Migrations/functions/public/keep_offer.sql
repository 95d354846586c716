-- A coordinator asks within the boundaries of the one who is asked. Who is asked answers for themselves, to the engagement as it
-- stands; for somebody without an account a coordinator writes down what they have told, with the day.
create or replace function public.keep_offer() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  e public.engagement;
  is_own boolean := coalesce(public.member_person(public.current_actor()) = new.person_id, false);
  is_coordinator boolean := public.holds_role(new.tenant_id, public.current_actor(), 'coordinator');
  choice record;
begin
  -- Who asks, answers or changes the engagement at the same time waits here.
  select * into e from public.engagement g where g.tenant_id = new.tenant_id and g.id = new.engagement_id for no key update;
  if tg_op = 'INSERT' or old.state = 'closed' and new.state = 'sent' then
    if not is_coordinator then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    elsif e.state not in ('received', 'offering') or e.desk is null or new.revision <> e.revision then
      perform public.refuse('VK409', 'engagement.rule.state-changed');
    elsif new.answer_by < public.today() or new.answer_by > (select min(t.held_on) from public.engagement_time t
        where t.tenant_id = e.tenant_id and t.engagement_id = e.id) then
      perform public.refuse('VK409', 'offer.rule.answer-by');
    end if;
    select c.boundary into choice from public.offer_choices(e.id) c where c.person_id = new.person_id;
    if not found or choice.boundary is not null then
      perform public.refuse('VK409', 'offer.rule.boundary');
    end if;
    return new;
  end if;
  if new.state = 'closed' and old.state = 'sent' then
    if not is_coordinator then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    end if;
    return new;
  end if;
  if not public.may_change_profile(new.person_id) then
    perform public.refuse('VK403', 'offer.rule.own');
  elsif new.state = 'not-now' and old.state in ('sent', 'accepted') and e.state in ('offering', 'agreed') then
    return new;
  elsif new.state <> 'accepted' or old.state not in ('sent', 'accepted') then
    perform public.refuse('VK409', 'offer.rule.over');
  elsif (new.told_on is null) <> is_own or new.told_on > public.today() then
    perform public.refuse('VK409', 'offer.rule.told');
  elsif new.choice = 'fee' and e.fee = 0 then
    perform public.refuse('VK409', 'offer.rule.no-fee');
  elsif old.state = 'accepted' and new.revision = old.revision then
    -- What one has chosen is changed; whether one comes is not.
    return new;
  elsif e.state <> 'offering' then
    perform public.refuse('VK409', case e.state when 'agreed' then 'offer.rule.full' else 'offer.rule.over' end);
  elsif new.revision <> e.revision then
    perform public.refuse('VK409', 'offer.rule.revision');
  elsif public.experts_agreed(e.id) >= e.experts then
    perform public.refuse('VK409', 'offer.rule.full');
  end if;
  -- The constraint of the table holds against who says yes twice in one moment; here it has words.
  if exists (select from public.expert_time mine
      join public.expert_time o on o.tenant_id = mine.tenant_id and o.expert_id = mine.expert_id and o.is_agreed
       and o.offer_id <> mine.offer_id and o.during && mine.during
     where mine.tenant_id = new.tenant_id and mine.offer_id = new.id) then
    perform public.refuse('VK409', 'offer.rule.busy');
  end if;
  return new;
end $$;
