-- What has ended changes no more.
create or replace function public.drop_proposal() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  delete from public.engagement_version where tenant_id = new.tenant_id and engagement_id = new.id and revision > new.revision;
  return null;
end $$;
