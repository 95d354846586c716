-- Who came to an engagement that was held says how it went, once and for themselves; for somebody without an account a coordinator
-- writes it down. The partner's coordinator does so at their own end. What passes between the ends stands as its letter says it.
-- The association's coordinator passes on what is open: to those who came, and to the partner what an expert has allowed.
create or replace function public.keep_engagement_feedback() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  stage text := public.engagement_stage(new.engagement_id);
  other uuid := (select h.other_id from public.engagement_here(new.engagement_id) h);
  at_partner boolean := (select s.kind = 'partner' from public.space s where s.id = new.tenant_id);
  is_coordinator boolean := public.holds_role(new.tenant_id, public.current_actor(), 'coordinator');
  is_own boolean := coalesce(public.member_person(public.current_actor()) = new.person_id, false);
  told jsonb := jsonb_build_object('feedback', new.id, 'trouble', new.kind = 'trouble', 'text', new.body);
begin
  if tg_op = 'UPDATE' then
    if at_partner or not is_coordinator then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    elsif old.passed_at is null and new.passed_at is not null and new.handled_at is null then
      if stage is distinct from 'done' then
        perform public.refuse('VK409', 'telling.rule.not-held');
      elsif new.kind <> 'words' or not public.feedback_is_open(new.engagement_id) then
        perform public.refuse('VK409', 'telling.rule.sealed');
      elsif new.side = 'expert' and not new.may_pass then
        perform public.refuse('VK409', 'telling.rule.not-allowed');
      elsif new.side = 'expert' and not public.letter_says(new.tenant_id, 'out', 'feedback.given', other, new.engagement_id, told) then
        perform public.refuse('VK403', 'engagement.rule.other-end');
      end if;
      new.passed_at := public.moment();
    elsif old.handled_at is null and new.handled_at is not null and new.kind = 'trouble' then
      new.handled_at := public.moment();
    else
      perform public.refuse('VK409', 'engagement.rule.state-changed');
    end if;
    return new;
  end if;
  new.given_at := public.moment();
  new.passed_at := null;
  new.handled_at := null;
  if stage is null or stage <> 'done' and (stage <> 'agreed' or new.kind <> 'trouble') then
    perform public.refuse('VK409', 'telling.rule.not-held');
  end if;
  if (new.side = 'partner') = at_partner then
    -- What is said at this end.
    if at_partner and not is_coordinator then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    elsif not at_partner and not coalesce(public.came_to(new.engagement_id, new.person_id), false) then
      perform public.refuse('VK403', 'telling.rule.not-there');
    elsif not at_partner and not (is_own or new.kind = 'words' and public.may_change_profile(new.person_id)) then
      perform public.refuse('VK403', 'telling.rule.own');
    elsif not at_partner and new.kind = 'words' and ((new.told_on is null) <> is_own or new.told_on > public.today()) then
      perform public.refuse('VK409', 'telling.rule.told');
    elsif new.kind = 'reply' and not exists (select from public.engagement_feedback f where f.tenant_id = new.tenant_id
        and f.engagement_id = new.engagement_id and f.side = 'partner' and f.passed_at is not null) then
      perform public.refuse('VK409', 'telling.rule.not-passed');
    elsif new.kind <> 'trouble' and exists (select from public.engagement_feedback f where f.tenant_id = new.tenant_id
        and f.engagement_id = new.engagement_id and f.kind = new.kind and f.side = new.side
        and f.person_id is not distinct from new.person_id) then
      perform public.refuse('VK409', 'telling.rule.given');
    end if;
  elsif new.person_id is not null or new.may_pass or new.told_on is not null then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  if (at_partner or new.side = 'partner') and not public.letter_says(new.tenant_id,
      (case when new.side = 'partner' and at_partner then 'out' else 'in' end), 'feedback.given', other, new.engagement_id, told) then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  return new;
end $$;
