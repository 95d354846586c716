-- When an order has changed, nobody is agreed on until who comes has said yes again.
create or replace function public.order_ask_anew(engagement uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update public.engagement_order set state = 'answered'
     where tenant_id = public.current_tenant() and id = order_ask_anew.engagement and state = 'agreed'
  $$;
