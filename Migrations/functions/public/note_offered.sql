-- When an expert was last asked; by it whoever was asked longest ago comes first.
create or replace function public.note_offered() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.expert_profile set last_offered_on = public.today()
   where tenant_id = new.tenant_id and person_id = new.person_id;
  return null;
end $$;
