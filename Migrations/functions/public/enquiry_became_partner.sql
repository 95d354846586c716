-- An enquiry whose space the operator has made is a partner's from now on; whether it stood answered until now.
create or replace function public.enquiry_became_partner(request uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.enquiry e set state = 'partner'
    from accounts.space_request_made(request) r
   where e.tenant_id = public.current_tenant() and r.space_id = e.tenant_id and e.id = r.enquiry_id and e.state = 'answered';
  return found;
end $$;
grant execute on function public.enquiry_became_partner(uuid) to vakka_app;
