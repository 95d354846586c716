create or replace function accounts.password_set(who uuid, hash text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update accounts.account set password = hash where id = who;
$$;
grant execute on function accounts.password_set(uuid,text) to vakka_app;
