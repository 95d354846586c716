-- A proposal is of the next revision of what goes on, or of this one where nothing of it needs an answer; it is a coordinator's of
-- this end or of the other, and stands as its letter says it. It goes when its letter says that it is not so.
create or replace function public.keep_engagement_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  v public.engagement_version := case when tg_op = 'INSERT' then new else old end;
  e public.engagement_at_end;
  told jsonb;
begin
  select * into e from public.engagement_at_end x where x.tenant_id = v.tenant_id and x.id = v.engagement_id and x.is_open;
  if not found then
    perform public.refuse('VK409', 'engagement.rule.closed');
  elsif tg_op = 'DELETE' then
    if v.revision <= e.revision
        or not (public.letter_passes(v.tenant_id, 'in', 'engagement.change-declined', e.other_id, e.id)
          or public.letter_passes(v.tenant_id, 'out', 'engagement.change-declined', e.other_id, e.id)
            and public.holds_role(v.tenant_id, public.current_actor(), 'coordinator')) then
      perform public.refuse('VK403', 'engagement.rule.other-end');
    end if;
    return old;
  end if;
  if v.is_own and not public.holds_role(v.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'engagement.rule.coordinator');
  end if;
  if public.engagement_is_over(e.id) then
    perform public.refuse('VK409', 'engagement.rule.closed');
  elsif v.revision not in (e.revision, e.revision + 1)
      or exists (select from public.engagement_version x
        where x.tenant_id = v.tenant_id and x.engagement_id = v.engagement_id and x.revision >= e.revision) then
    perform public.refuse('VK409', 'engagement.rule.proposed');
  end if;
  told := public.letter_passed(v.tenant_id, case when v.is_own then 'out' else 'in' end, 'engagement.changed', e.other_id, e.id);
  if not coalesce(to_jsonb(v) @> (told - '{engagement,partnership,organisation,times}'::text[]), false) then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  -- What somebody said yes to needs an answer.
  if v.revision = e.revision and ((v.kind, v.audience, v.is_remote, v.place, v.is_recorded, v.has_media, v.fee, v.travel_paid, v.experts)
        <> (e.kind, e.audience, e.is_remote, e.place, e.is_recorded, e.has_media, e.fee, e.travel_paid, e.experts)
      or told -> 'times' <> public.times_told(e.id)) then
    perform public.refuse('VK409', 'engagement.rule.needs-answer');
  end if;
  return new;
end $$;
