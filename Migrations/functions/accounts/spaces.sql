-- What the operator sees of spaces: never their content.
create or replace function accounts.spaces()
  returns table (space_id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.created_at
      from public.space s where s.kind <> 'installation' order by s.slug;
$$;
grant execute on function accounts.spaces() to vakka_app;
