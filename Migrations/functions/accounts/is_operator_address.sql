create or replace function accounts.is_operator_address(address text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from accounts.account a where a.email = address and a.is_operator);
$$;
grant execute on function accounts.is_operator_address(text) to vakka_owner;
