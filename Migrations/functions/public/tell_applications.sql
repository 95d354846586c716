-- A person or a permission has changed: the applications that are found by it make their text anew.
create or replace function public.tell_applications() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_table_name = 'person' then
    update public.application set searched = '' where tenant_id = new.tenant_id and person_id = new.id;
  else
    update public.application set searched = '' where tenant_id = new.tenant_id and id = new.application_id;
  end if;
  return null;
end $$;
