-- Whether the account has signed in from this network within a month.
create or replace function accounts.knows_network(account uuid, network text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from accounts.session s where s.account_id = account and s.address = network
      and s.created_at > public.moment() - interval '30 days');
$$;
grant execute on function accounts.knows_network(uuid,text) to vakka_app;
