-- The spaces as an operator sees them: never their content, and nothing for anybody else.
create or replace function accounts.spaces_seen(reader uuid)
  returns table (id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.created_at
      from public.space s
     where s.kind <> 'installation'
       and exists (select from accounts.account a where a.id = reader and a.is_operator);
$$;
grant execute on function accounts.spaces_seen(uuid) to vakka_app;
