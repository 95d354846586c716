-- With the first who is asked an engagement is being offered.
create or replace function public.begin_offering() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.engagement set state = 'offering'
   where tenant_id = new.tenant_id and id = new.engagement_id and state = 'received';
  return null;
end $$;
