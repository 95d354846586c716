-- An order or an engagement of this space, with the other end of it, and whether it still goes on; a draft has no other end.
create or replace function public.engagement_here(which uuid)
  returns table (title text, other_id uuid, other_name text, is_open boolean)
  language sql stable
  as $$
    select e.title, e.other_id, e.other_name, e.is_open from public.engagement_at_end e
     where e.tenant_id = public.current_tenant() and e.id = which
  $$;
grant execute on function public.engagement_here(uuid) to vakka_app;
