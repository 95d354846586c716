-- The operator sees no space's content, so no space may have an operator among its members.
create or replace function accounts.is_operator(account uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from accounts.account a where a.id = account and a.is_operator);
$$;
grant execute on function accounts.is_operator(uuid) to vakka_owner;
