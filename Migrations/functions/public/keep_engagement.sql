-- An order and its engagement go on by the steps of `engagement_step`: by an act of this end's coordinator that the other end
-- is told of, by the other end's letter, or because of who has said yes. Both begin within a partnership that is in force
-- between the two.
create or replace function public.keep_engagement() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  here text := tg_argv[0];
  step public.engagement_step;
  is_coordinator boolean := public.holds_role(new.tenant_id, public.current_actor(), 'coordinator');
  is_told boolean;
  is_telling boolean;
begin
  if tg_op = 'INSERT' and not exists (select from public.space s where s.id = new.tenant_id and s.kind = here) then
    perform public.refuse('VK409', 'engagement.rule.partnership');
  end if;
  -- What is begun, and what is sent, stands on a partnership; what was sent before it ended goes on.
  if (tg_op = 'INSERT' or new.state = 'sent' and old.state = 'draft') and not exists (select from public.partnership p
      where p.tenant_id = new.tenant_id and p.id = new.partnership_id and p.other_id = new.other_id and p.state = 'active') then
    perform public.refuse('VK409', 'engagement.rule.partnership');
  end if;
  if tg_op = 'INSERT' then
    if here = 'partner' and not is_coordinator then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    end if;
    -- The association keeps what the partner's letter says, to the letter.
    if here = 'association' and not coalesce(to_jsonb(new) @> (public.letter_passed(new.tenant_id, 'in', 'engagement.requested',
        new.other_id, new.id) - '{engagement,partnership,organisation,times}'::text[]), false) then
      perform public.refuse('VK403', 'engagement.rule.other-end');
    end if;
    return new;
  end if;
  new.changed_at := public.moment();
  if new.state <> old.state then
    -- Of several steps the one whose letter passes: where either end takes it, one of its letters; else each that it has.
    select s.* into step from public.engagement_step s
      cross join lateral (select public.letter_passes(new.tenant_id, 'in', s.letter_in, new.other_id, new.id) as is_told,
        public.letter_passes(new.tenant_id, 'out', s.letter_out, new.other_id, new.id) as is_telling) l
     where s.at_end = here and s.from_state = old.state and s.to_state = new.state
     order by case when s.letter_in = s.letter_out then l.is_told or l.is_telling
       else coalesce(l.is_told and l.is_telling, l.is_told, l.is_telling, true) end desc
     limit 1;
    if not found then
      perform public.refuse('VK409', 'engagement.rule.state-changed');
    end if;
    is_told := public.letter_passes(new.tenant_id, 'in', step.letter_in, new.other_id, new.id);
    is_telling := public.letter_passes(new.tenant_id, 'out', step.letter_out, new.other_id, new.id);
    if step.follows then
      if new.state = 'agreed' and public.experts_agreed(new.id) <> old.experts
          or old.state = 'agreed' and public.experts_agreed(new.id) = old.experts then
        perform public.refuse('VK409', 'engagement.rule.state-changed');
      end if;
    elsif (step.letter_in is null or step.letter_in = step.letter_out and not is_told) and not is_coordinator then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    end if;
    if (case when step.letter_in = step.letter_out then not (is_told or is_telling)
        else not coalesce(is_told and is_telling, is_told, is_telling, true) end) then
      perform public.refuse('VK403', 'engagement.rule.other-end');
    end if;
    if new.state = 'done' and not public.engagement_is_over(new.id) then
      perform public.refuse('VK409', 'engagement.rule.not-held');
    end if;
  end if;
  if new.state = 'sent' and old.state = 'draft' and not coalesce((select min(t.held_on + t.starts_at) at time zone 'Europe/Helsinki'
      from public.order_time t where t.tenant_id = new.tenant_id and t.engagement_id = new.id) > public.moment(), false) then
    perform public.refuse('VK409', 'engagement.rule.past');
  end if;
  if (to_jsonb(new) ->> 'is_heavy') is distinct from (to_jsonb(old) ->> 'is_heavy') and not is_coordinator then
    perform public.refuse('VK403', 'engagement.rule.coordinator');
  end if;
  return new;
end $$;
