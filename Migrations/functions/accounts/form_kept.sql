-- What was kept under a token, with whose it is.
create or replace function accounts.form_kept(token bytea) returns table (account_id uuid, path text, body bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select f.account_id, f.path, f.body from accounts.kept_form f
      where f.token_hash = token and f.expires_at > public.moment();
$$;
grant execute on function accounts.form_kept(bytea) to vakka_app;
