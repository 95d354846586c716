create or replace function accounts.credential(address text)
  returns table (account_id uuid, name text, language text, password text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select a.id, a.name, a.language, a.password from accounts.account a where a.email = address;
$$;
grant execute on function accounts.credential(text) to vakka_app;
