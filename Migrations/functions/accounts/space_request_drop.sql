-- Forgets what was proposed for an enquiry that is erased.
create or replace function accounts.space_request_drop(space uuid, enquiry uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    delete from accounts.space_request r
     where r.space_id = space and r.enquiry_id = enquiry and r.state <> 'accepted'
  $$;
grant execute on function accounts.space_request_drop(uuid, uuid) to vakka_owner;
