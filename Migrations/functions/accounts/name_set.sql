create or replace function accounts.name_set(who uuid, chosen text) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update accounts.account set name = chosen where id = who;
$$;
grant execute on function accounts.name_set(uuid,text) to vakka_app;
