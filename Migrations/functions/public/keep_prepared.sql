-- A coordinator fills in whom an applicant may let be asked, while nobody is asked, or in vain, and nobody has a place.
create or replace function public.keep_prepared() returns trigger
  language plpgsql
  as $$
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'prepared.rule.coordinator');
  end if;
  if not exists (select from public.application_path v
      where v.tenant_id = new.tenant_id and v.id = new.application_id
        and (v.stage in ('received', 'expired', 'refused', 'without-support', 'taken-back', 'paused')
          or v.stage = 'waiting' and v.astray is not null)) then
    perform public.refuse('VK409', 'prepared.rule.not-now');
  end if;
  return new;
end $$;
