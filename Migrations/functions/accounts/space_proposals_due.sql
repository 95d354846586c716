-- The spaces that were made for an association, while no partnership has been proposed to them.
create or replace function accounts.space_proposals_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select r.space_id, r.id from accounts.space_request r
      join public.space s on s.id = r.space_id and s.state = 'active'
      join public.space m on m.id = r.made_id and m.state = 'active'
     where r.state = 'accepted' and r.proposed_at is null order by r.decided_at limit 100
  $$;
grant execute on function accounts.space_proposals_due() to vakka_app;
