-- Who has asked in an enquiry that stands answered: whom the operator's invitation goes to.
create or replace function public.enquiry_guest(space uuid, wanted uuid) returns table (name text, email text, language text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select e.name, e.email, e.language from public.enquiry e
     where e.tenant_id = enquiry_guest.space and e.id = enquiry_guest.wanted and e.state = 'answered'
  $$;
grant execute on function public.enquiry_guest(uuid, uuid) to vakka_accounts;
