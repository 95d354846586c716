-- The offers of all associations whose day to answer is over.
create or replace function public.offers_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select o.tenant_id, o.id from public.engagement_offer o
     where o.state = 'sent' and o.answer_by < public.today()
     order by o.answer_by limit 500
  $$;
grant execute on function public.offers_due() to vakka_app;
