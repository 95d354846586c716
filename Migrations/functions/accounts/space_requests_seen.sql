-- The spaces that wait for the operator's word: name, kind, business id and who proposes them. What was closed meanwhile is none.
create or replace function accounts.space_requests_seen(reader uuid)
  returns table (id uuid, organisation text, kind text, business_id text, association text, space_id uuid, enquiry_id uuid,
    asked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select r.id, r.organisation, r.kind, r.business_id, s.name_fi, r.space_id, r.enquiry_id, r.asked_at
      from accounts.space_request r join public.space s on s.id = r.space_id
     where r.state = 'waiting' and exists (select from public.enquiry_guest(r.space_id, r.enquiry_id))
       and exists (select from accounts.account a where a.id = reader and a.is_operator)
     order by r.asked_at, r.id
  $$;
grant execute on function accounts.space_requests_seen(uuid) to vakka_app;
