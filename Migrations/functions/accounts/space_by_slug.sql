-- The installation has no pages.
create or replace function accounts.space_by_slug(wanted text)
  returns table (space_id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text,
    logo_text text, default_language text, contact_email text, contact_is_open boolean)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
#variable_conflict use_column
begin
  return query
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.logo_text, s.default_language,
        s.contact_email, s.contact_for = 'anybody'
      from public.space s where s.slug = space_by_slug.wanted and s.kind <> 'installation';
end $$;
grant execute on function accounts.space_by_slug(text) to vakka_app;
