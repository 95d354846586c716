-- The text by which an application is found is made of what stands now; whoever changes its person waits until it is kept.
create or replace function public.keep_application_text() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  select p.searched || coalesce(' ' || (
      select r.searched from public.release r
       where r.tenant_id = p.tenant_id and r.application_id = new.id and r.state = 'active'), '')
    into new.searched
    from public.person p where p.tenant_id = new.tenant_id and p.id = new.person_id for share of p;
  return new;
end $$;
