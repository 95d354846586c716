-- Terms are proposed by one end and answered by the other, once; what this end has not done itself has come by letter.
create or replace function public.keep_partnership_terms() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  found public.partnership;
  is_coordinator boolean := public.holds_role(new.tenant_id, public.current_actor(), 'coordinator');
begin
  select * into found from public.partnership p where p.tenant_id = new.tenant_id and p.id = new.partnership_id;
  if tg_op = 'INSERT' then
    if found.state = 'proposed' and new.version <> 1 or found.state not in ('proposed', 'active')
        or new.version <> 1 + (select coalesce(max(t.version), 0) from public.partnership_terms t
          where t.tenant_id = new.tenant_id and t.partnership_id = new.partnership_id) then
      perform public.refuse('VK409', 'partnerships.rule.state-changed');
    end if;
    if exists (select from public.partnership_terms t
        where t.tenant_id = new.tenant_id and t.partnership_id = new.partnership_id and t.answer is null) then
      perform public.refuse('VK409', 'partnerships.rule.open');
    end if;
    if not (case when new.is_own then is_coordinator or new.version = 1 and exists (
          select from accounts.space_request_made(new.partnership_id) r
           where r.space_id = new.tenant_id and r.made_id = found.other_id) else public.came_by_letter(
        new.tenant_id, '{partnership.proposed,partnership.changed}', new.partnership_id, new.version) end) then
      perform public.refuse('VK403', 'partnerships.rule.coordinator');
    end if;
    return new;
  end if;
  if old.answer is not null or found.state not in ('proposed', 'active') then
    perform public.refuse('VK409', 'partnerships.rule.state-changed');
  end if;
  if not (case when old.is_own then public.came_by_letter(
      new.tenant_id, array['partnership.' || new.answer], new.partnership_id, new.version) else is_coordinator end) then
    perform public.refuse('VK403', 'partnerships.rule.other-end');
  end if;
  new.answered_at := public.moment();
  return new;
end $$;
