-- Who trains a course (`which`), by name.
create or replace function public.course_trainers(which uuid) returns table (person uuid, member uuid, name text)
  language sql stable
  as $$
  select m.person_id, m.id, m.name from public.course_trainer t
    join public.membership m on m.tenant_id = t.tenant_id and m.id = t.membership_id
   where t.tenant_id = public.current_tenant() and t.course_id = which
   order by public.order_key(m.name) collate "C", m.id
$$;
grant execute on function public.course_trainers(uuid) to vakka_app;
