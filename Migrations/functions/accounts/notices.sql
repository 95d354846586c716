-- How each kind of notice comes to an account: as it has chosen, or as usual.
create or replace function accounts.notices(account uuid) returns table (kind text, pace text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select p.kind, coalesce(c.pace, p.pace) from accounts.notice_pace p
      left join accounts.notice_choice c on c.kind = p.kind and c.account_id = account
     where p.is_usual order by p.kind;
$$;
grant execute on function accounts.notices(uuid) to vakka_app;
