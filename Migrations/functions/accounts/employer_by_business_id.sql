-- The employer's space with this business id, if there is one.
create or replace function accounts.employer_by_business_id(wanted text)
  returns table (space_id uuid, slug text, state text, name_fi text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.slug, s.state, s.name_fi from public.space s
      where s.business_id = wanted and s.kind = 'employer';
$$;
grant execute on function accounts.employer_by_business_id(text) to vakka_app;
