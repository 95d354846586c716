-- The key under which this installation seals its forms.
create or replace function accounts.sealing_key() returns bytea
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.key from accounts.sealing s;
$$;
grant execute on function accounts.sealing_key() to vakka_app;
