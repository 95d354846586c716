-- Whom the invitation to a space that waits goes to: asked by an operator, at the moment of the invitation.
create or replace function accounts.space_request_guest(reader uuid, request uuid)
  returns table (name text, email text, language text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select g.name, g.email, g.language
      from accounts.space_request r, public.enquiry_guest(r.space_id, r.enquiry_id) g
     where r.id = request and r.state = 'waiting'
       and exists (select from accounts.account a where a.id = reader and a.is_operator)
  $$;
grant execute on function accounts.space_request_guest(uuid, uuid) to vakka_app;
