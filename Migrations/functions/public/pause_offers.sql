-- Who pauses is asked nothing: what waits for their answer ends as if it had been answered.
create or replace function public.pause_offers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.engagement_offer set state = 'not-now'
   where tenant_id = new.tenant_id and person_id = new.person_id and state = 'sent';
  return null;
end $$;
