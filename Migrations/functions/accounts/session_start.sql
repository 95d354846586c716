create or replace function accounts.session_start(session uuid, account uuid, token bytea, strength text, agent text, address text)
  returns void language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    insert into accounts.session (id, account_id, token_hash, strength, agent, address)
      values (session, account, token, strength, left(agent, 200), address);
$$;
grant execute on function accounts.session_start(uuid,uuid,bytea,text,text,text) to vakka_app;
