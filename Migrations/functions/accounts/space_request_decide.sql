-- An operator's word on a space that was proposed, once: the partner's space that was made for it, or null for no.
create or replace function accounts.space_request_decide(reader uuid, request uuid, made uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  held accounts.space_request;
begin
  if not exists (select from accounts.account a where a.id = reader and a.is_operator) then
    perform public.refuse('VK403', 'space-requests.rule.operator');
  end if;
  select * into held from accounts.space_request r where r.id = request for update;
  if held.state is distinct from 'waiting'
      or not exists (select from public.enquiry_guest(held.space_id, held.enquiry_id)) then
    perform public.refuse('VK409', 'space-requests.rule.decided');
  end if;
  if made is not null and not exists (select from public.space s
      where s.id = made and s.kind = held.kind and s.business_id = held.business_id and s.created_at >= held.asked_at) then
    perform public.refuse('VK409', 'space-requests.rule.space');
  end if;
  update accounts.space_request r set decided_at = public.moment(), made_id = made,
      state = case when made is null then 'refused' else 'accepted' end
    where r.id = request;
end $$;
grant execute on function accounts.space_request_decide(uuid, uuid, uuid) to vakka_app;
