-- Keeps a form for an account; of each account the newest five.
create or replace function accounts.form_keep(token bytea, account uuid, at_path text, sealed bytea, seconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  delete from accounts.kept_form where token_hash in (
    select f.token_hash from accounts.kept_form f where f.account_id = account order by f.expires_at desc offset 4);
  insert into accounts.kept_form (token_hash, account_id, path, body, expires_at)
    select token, a.id, at_path, sealed, public.moment() + make_interval(secs => seconds)
      from accounts.account a where a.id = account;
end $$;
grant execute on function accounts.form_keep(bytea,uuid,text,bytea,integer) to vakka_app;
