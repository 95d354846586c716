-- Whether a notice goes to an account as a mail of its own; a digest goes to whoever has chosen one of anything.
create or replace function accounts.notice_goes(account uuid, notice text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from accounts.notices(account) n
      where case notice when 'digest' then n.pace = 'daily' else n.kind = notice and n.pace = 'at-once' end);
$$;
grant execute on function accounts.notice_goes(uuid,text) to vakka_app;
