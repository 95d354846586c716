-- What became of the spaces that the entered space has proposed for an enquiry, the newest first.
create or replace function accounts.space_requests_of(enquiry uuid)
  returns table (state text, business_id text, asked_at timestamptz, decided_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select r.state, r.business_id, r.asked_at, r.decided_at from accounts.space_request r
     where r.space_id = public.current_tenant() and r.enquiry_id = space_requests_of.enquiry
     order by r.asked_at desc, r.id desc
  $$;
grant execute on function accounts.space_requests_of(uuid) to vakka_app;
