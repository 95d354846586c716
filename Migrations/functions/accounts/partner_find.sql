-- The partner's space of a business id or an address. What cannot be proposed to looks as if it were not there.
create or replace function accounts.partner_find(wanted text) returns table (space_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id from public.space s
      where (s.business_id = wanted or s.slug = wanted) and s.kind = 'partner' and s.state = 'active';
$$;
grant execute on function accounts.partner_find(text) to vakka_app;
