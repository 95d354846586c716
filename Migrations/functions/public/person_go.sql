-- The entry of somebody leaves the register, and is what comes back.
create or replace function public.person_go(space uuid, who uuid) returns jsonb
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  entry jsonb;
begin
  delete from public.person p where p.tenant_id = space and p.id = who returning to_jsonb(p) into entry;
  return entry;
end $$;
