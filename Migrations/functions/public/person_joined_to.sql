-- Whose entry somebody's (`who`) has become part of; null while it stands by itself.
create or replace function public.person_joined_to(who uuid) returns uuid
  language sql stable
  as $$
  select j.person_id from public.person_join j
   where j.tenant_id = public.current_tenant() and j.gone = who order by j.joined_at desc limit 1
$$;
grant execute on function public.person_joined_to(uuid) to vakka_app;
