-- An offer whose day to answer is over ends as if it had been answered.
create or replace function public.offer_lapse(offer uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update public.engagement_offer set state = 'not-now'
     where tenant_id = public.current_tenant() and id = offer_lapse.offer and state = 'sent' and answer_by < public.today()
  $$;
grant execute on function public.offer_lapse(uuid) to vakka_app;
