-- The organisations to whose public pages the front page leads: their names, which these pages show to anybody.
create or replace function accounts.open_spaces()
  returns table (slug text, kind text, name_fi text, name_sv text, name_en text, takes_enquiries boolean, stories text[])
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.slug, s.kind, s.name_fi, s.name_sv, s.name_en, public.takes_enquiries(s.id), public.published_ids(s.id)
      from public.space s where s.kind in ('association', 'provider') and s.state = 'active' order by s.kind, s.slug limit 50;
$$;
grant execute on function accounts.open_spaces() to vakka_app;
