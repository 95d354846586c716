-- When an expert cannot come after all, nobody is agreed on until the association says who comes.
create or replace function public.drop_order_experts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  delete from public.order_expert where tenant_id = new.tenant_id and engagement_id = new.id;
  return null;
end $$;
