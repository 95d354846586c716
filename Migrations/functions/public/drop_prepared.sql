-- What was filled in beforehand goes when the permission is given, and when the application ends.
create or replace function public.drop_prepared() returns trigger
  language plpgsql
  as $$
begin
  delete from public.prepared_release p
   where p.tenant_id = new.tenant_id
     and p.application_id = coalesce((to_jsonb(new) ->> 'application_id')::uuid, new.id);
  return null;
end $$;
