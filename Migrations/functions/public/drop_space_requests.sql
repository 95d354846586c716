-- With an enquiry that is erased goes what was proposed for it: an organisation's name does not outlive it there.
create or replace function public.drop_space_requests() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform accounts.space_request_drop(new.tenant_id, new.id);
  return null;
end $$;
