-- The name under which partners know an expert: the one that they have chosen, or their given name.
create or replace function public.public_name(person uuid) returns text
  language sql stable
  as $$
    select coalesce((select nullif(f.public_name, '') from public.expert_profile f
        where f.tenant_id = p.tenant_id and f.person_id = p.id), p.given_name)
      from public.person p where p.tenant_id = public.current_tenant() and p.id = public_name.person
  $$;
grant execute on function public.public_name(uuid) to vakka_app;
