-- Whom a space may be proposed for: an organisation that has asked this association and was answered, by a coordinator's word.
create or replace function public.enquiry_to_propose(wanted uuid) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  called text;
begin
  if not public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'enquiries.rule.coordinator');
  end if;
  select e.organisation into called from public.enquiry e
   where e.tenant_id = public.current_tenant() and e.id = wanted and e.state = 'answered';
  if called is null then
    perform public.refuse('VK409', 'enquiries.rule.state');
  end if;
  return called;
end $$;
grant execute on function public.enquiry_to_propose(uuid) to vakka_accounts;
