-- What the entered association proposes to the space that was made for it (`request`), taken once.
create or replace function accounts.space_proposal(request uuid)
  returns table (enquiry_id uuid, made_id uuid, organisation text, fee_payer text, terms text)
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update accounts.space_request r set proposed_at = public.moment()
     where r.id = request and r.space_id = public.current_tenant() and r.state = 'accepted' and r.proposed_at is null
    returning r.enquiry_id, r.made_id, r.organisation, r.fee_payer, r.terms
  $$;
grant execute on function accounts.space_proposal(uuid) to vakka_app;
