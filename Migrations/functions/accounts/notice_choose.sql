-- Keeps how kinds of notice are to come to an account: those that came in another way, and in which.
create or replace function accounts.notice_choose(who uuid, kinds text[], wanted text) returns table (kind text, was text)
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with other as (
      select n.kind, n.pace from accounts.notices(who) n where n.kind = any (kinds) and n.pace <> wanted),
    kept as (
      insert into accounts.notice_choice (account_id, kind, pace)
        select a.id, o.kind, wanted from other o join accounts.account a on a.id = who
      on conflict (account_id, kind) do update set pace = excluded.pace, chosen_at = public.moment()
      returning notice_choice.kind)
    select o.kind, o.pace from other o join kept k on k.kind = o.kind order by o.kind;
$$;
grant execute on function accounts.notice_choose(uuid,text[],text) to vakka_app;
