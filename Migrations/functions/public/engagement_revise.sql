-- What one end has proposed and the other has accepted, by letter in this transaction, becomes what an order or an engagement is
-- about; what needs no answer, by the letter that tells it. What it was about before is kept with the revision that it had. Who
-- has said yes is asked anew.
create or replace function public.engagement_revise(engagement uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  here uuid := public.current_tenant();
  e public.engagement_at_end;
  v public.engagement_version;
begin
  select * into e from public.engagement_at_end x where x.tenant_id = here and x.id = engagement_revise.engagement and x.is_open;
  select * into v from public.engagement_version x
   where x.tenant_id = here and x.engagement_id = e.id and x.revision >= e.revision;
  if not found then
    perform public.refuse('VK409', 'engagement.rule.state-changed');
  end if;
  if v.revision = e.revision then
    -- It is told only.
    if not public.letter_passes(here, case when v.is_own then 'out' else 'in' end, 'engagement.changed', e.other_id, e.id) then
      perform public.refuse('VK403', 'engagement.rule.other-end');
    end if;
  else
    -- Who has not proposed it accepts it.
    if not public.letter_passes(here, case when v.is_own then 'in' else 'out' end, 'engagement.change-accepted', e.other_id, e.id) then
      perform public.refuse('VK403', 'engagement.rule.other-end');
    elsif not v.is_own and not public.holds_role(here, public.current_actor(), 'coordinator') then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    end if;
    -- Time has gone on since it was proposed.
    if public.engagement_is_over(e.id) then
      perform public.refuse('VK409', 'engagement.rule.closed');
    elsif exists (select from public.version_times(e.id, v.revision) n
        where (n.held_on + n.starts_at) at time zone 'Europe/Helsinki' <= public.moment()
          and not exists (select from public.engagement_times(e.id) t
            where (t.held_on, t.starts_at, t.ends_at) = (n.held_on, n.starts_at, n.ends_at))) then
      perform public.refuse('VK409', 'engagement.rule.past');
    end if;
    insert into public.engagement_version (tenant_id, engagement_id, revision, is_own, kind, purpose, audience, title, wish,
        is_remote, place, group_size, others_present, minutes, equipment, access, is_recorded, has_media, fee, travel_paid, host,
        experts)
      values (here, e.id, e.revision, v.is_own, e.kind, e.purpose, e.audience, e.title, e.wish, e.is_remote, e.place, e.group_size,
        e.others_present, e.minutes, e.equipment, e.access, e.is_recorded, e.has_media, e.fee, e.travel_paid, e.host, e.experts);
    insert into public.engagement_version_time (tenant_id, engagement_id, revision, number, held_on, starts_at, ends_at)
      select here, e.id, e.revision, t.number, t.held_on, t.starts_at, t.ends_at from public.engagement_times(e.id) t;
  end if;
  perform public.order_take_version(v), public.engagement_take_version(v);
  if v.revision > e.revision then
    perform public.offers_ask_anew(e.id);
    perform public.order_ask_anew(e.id);
  end if;
  delete from public.engagement_version where tenant_id = here and engagement_id = e.id and revision = v.revision;
end $$;
grant execute on function public.engagement_revise(uuid) to vakka_app;
