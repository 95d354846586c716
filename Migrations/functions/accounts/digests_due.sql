-- The members for whom nobody has looked this morning what waits, of accounts that had chosen so before seven in Finland.
create or replace function accounts.digests_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.tenant_id, m.id
      from (select distinct account_id from accounts.notice_choice
             where pace = 'daily' and chosen_at < (public.today() + time '07:00') at time zone 'Europe/Helsinki') c
      join public.membership m on m.account_id = c.account_id and not public.is_past(m.ends_on)
      join public.space p on p.id = m.tenant_id and p.state <> 'suspended'
     where public.moment() >= (public.today() + time '07:00') at time zone 'Europe/Helsinki'
       and not exists (select from public.notice_digest d
         where d.tenant_id = m.tenant_id and d.membership_id = m.id and d.day = public.today())
     order by m.tenant_id, m.id limit 500;
$$;
grant execute on function accounts.digests_due() to vakka_app;
