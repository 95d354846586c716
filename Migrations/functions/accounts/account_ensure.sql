-- The account of a proven address; made when there is none.
create or replace function accounts.account_ensure(fresh uuid, address text, called text, spoken text) returns uuid
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    insert into accounts.account (id, email, name, language) values (fresh, address, called, spoken)
      on conflict (email) do nothing;
    select id from accounts.account where email = address;
$$;
grant execute on function accounts.account_ensure(uuid,text,text,text) to vakka_app;
