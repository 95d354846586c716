-- The mails of all spaces that did not arrive, and of which the log has not told.
create or replace function public.returns_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select o.tenant_id, o.id from public.outbox o
     where o.state in ('refused', 'bounced') and o.told_at is null
     order by o.returned_at limit 500
  $$;
grant execute on function public.returns_due() to vakka_app;
