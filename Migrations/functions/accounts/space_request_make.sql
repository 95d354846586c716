-- Proposes a space for an answered enquiry of the entered association: once, unless it was refused, and not where a partner's
-- space has the business id already.
create or replace function accounts.space_request_make(fresh uuid, enquiry uuid, business text, payer text, agreed text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  called text := public.enquiry_to_propose(enquiry);
begin
  if exists (select from accounts.space_request r where r.space_id = public.current_tenant()
      and r.enquiry_id = space_request_make.enquiry and r.state <> 'refused') then
    perform public.refuse('VK409', 'space-requests.rule.twice');
  end if;
  if exists (select from public.space s where s.business_id = business and s.kind = 'partner') then
    perform public.refuse('VK409', 'space-requests.rule.exists');
  end if;
  insert into accounts.space_request (id, space_id, enquiry_id, organisation, business_id, fee_payer, terms)
    values (fresh, public.current_tenant(), enquiry, called, business, payer, agreed);
end $$;
grant execute on function accounts.space_request_make(uuid, uuid, text, text, text) to vakka_app;
