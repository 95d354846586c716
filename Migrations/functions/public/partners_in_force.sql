-- Whom this space has a partnership in force with, by name.
create or replace function public.partners_in_force() returns table (id uuid, other_id uuid, other_name text)
  language sql stable
  as $$
    select p.id, p.other_id, p.other_name from public.partnership p
     where p.tenant_id = public.current_tenant() and p.state = 'active' order by p.other_name, p.id limit 100
  $$;
grant execute on function public.partners_in_force() to vakka_app;
