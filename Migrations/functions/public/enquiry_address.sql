-- The address that an enquiry came with, while it may be proven; empty once it is.
create or replace function public.enquiry_address(wanted uuid) returns table (email text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select case when e.state = 'unproven' then e.email else '' end
      from public.enquiry e
     where e.tenant_id = public.current_tenant() and e.id = enquiry_address.wanted
       and e.sent_at > public.moment() - interval '30 minutes'
  $$;
grant execute on function public.enquiry_address(uuid) to vakka_app;
