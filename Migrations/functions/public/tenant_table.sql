-- What makes a table a tenant's: forced row-level security, the one policy, the trace of outside changes.
create or replace procedure public.tenant_table(name text, grants text)
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  execute format('alter table public.%I enable row level security', name);
  execute format('alter table public.%I force row level security', name);
  execute format('create policy own on public.%I to vakka_app using (tenant_id = (select public.current_tenant()))'
    || ' with check (tenant_id = (select public.current_tenant()))', name);
  execute format('grant %s on public.%I to vakka_app', grants, name);
  execute format('create trigger outside_change after insert or update or delete on public.%I for each row'
    || ' when (session_user not in (''vakka_app'', ''vakka_worker'')) execute function log.record_outside_change()', name);
end $$;
