-- A coordinator of the association shares a finding that who came has approved, in the words that were approved.
create or replace function public.keep_finding_letter() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'engagement.rule.coordinator');
  end if;
  if not exists (select from public.finding f where f.tenant_id = new.tenant_id and f.engagement_id = new.reference
      and f.id = (new.body ->> 'finding')::uuid and f.state = 'approved' and f.body = new.body ->> 'text'
      and (f.matter = 'helped') = (new.body ->> 'helped')::boolean) then
    perform public.refuse('VK409', 'finding.rule.not-approved');
  end if;
  return new;
end $$;
