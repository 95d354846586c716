-- The space that an operator has made for a request, with who proposed it and for which enquiry.
create or replace function accounts.space_request_made(request uuid) returns table (space_id uuid, enquiry_id uuid, made_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select r.space_id, r.enquiry_id, r.made_id from accounts.space_request r where r.id = request and r.state = 'accepted'
  $$;
grant execute on function accounts.space_request_made(uuid) to vakka_owner;
