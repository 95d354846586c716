-- Ends one session of the account, or all but one when the id is null.
create or replace function accounts.session_end(account uuid, session uuid, except_session uuid) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with ended as (
      update accounts.session s set ended_at = public.moment()
        where s.account_id = account and s.ended_at is null
          and (s.id = session or (session is null and s.id is distinct from except_session))
        returning 1)
    select count(*) from ended;
$$;
grant execute on function accounts.session_end(uuid,uuid,uuid) to vakka_app;
