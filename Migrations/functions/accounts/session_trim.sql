-- Ends the oldest open sessions of an account that are more than it may have.
create or replace function accounts.session_trim(account uuid, most integer) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with ended as (
      update accounts.session s set ended_at = public.moment()
        where s.id in (select o.id from accounts.session o
            where o.account_id = account and o.ended_at is null
              and o.seen_at > public.moment() - interval '30 minutes' and o.created_at > public.moment() - interval '10 hours'
            order by o.created_at desc, o.id desc offset most)
        returning 1)
    select count(*) from ended;
$$;
grant execute on function accounts.session_trim(uuid,integer) to vakka_app;
