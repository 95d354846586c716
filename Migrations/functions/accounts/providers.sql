-- The providers whose open courses the front page leads to: their names, which their public pages show to anybody.
create or replace function accounts.providers()
  returns table (slug text, name_fi text, name_sv text, name_en text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.slug, s.name_fi, s.name_sv, s.name_en
      from public.space s where s.kind = 'provider' and s.state = 'active' order by s.slug limit 50;
$$;
grant execute on function accounts.providers() to vakka_app;
