-- When an engagement has changed, whoever is asked or has said yes is so for the new times, and nobody answers later than the
-- first of them; who had said yes is asked anew.
create or replace function public.offers_ask_anew(engagement uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.engagement_offer set
      answer_by = least(answer_by, (select min(t.held_on) from public.engagement_times(offers_ask_anew.engagement) t))
   where tenant_id = public.current_tenant() and engagement_id = offers_ask_anew.engagement and state in ('sent', 'accepted');
  perform public.engagement_follow(offers_ask_anew.engagement);
end $$;
