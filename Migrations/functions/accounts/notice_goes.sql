-- Whether a kind of mail goes to an account; what waits in the morning goes to whoever has chosen so for anything.
create or replace function accounts.notice_goes(account uuid, notice text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from accounts.notices(account) n
      where case notice when 'waiting' then n.pace = 'daily' else n.kind = notice and n.pace = 'at-once' end);
$$;
grant execute on function accounts.notice_goes(uuid,text) to vakka_app;
