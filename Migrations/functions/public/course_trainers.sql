-- Who trains a course (`which`), by name; also who no longer may, and since when where a last day tells it.
create or replace function public.course_trainers(which uuid)
  returns table (person uuid, member uuid, name text, has_left boolean, left_on date)
  language sql stable
  as $$
  select m.person_id, m.id, m.name, not public.holds_role(m.tenant_id, m.id, 'trainer'), least(m.ends_on, r.ends_on)
    from public.course_trainer t
    join public.membership m on m.tenant_id = t.tenant_id and m.id = t.membership_id
    left join public.membership_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id and r.role = 'trainer'
   where t.tenant_id = public.current_tenant() and t.course_id = which
   order by public.order_key(m.name) collate "C", m.id
$$;
grant execute on function public.course_trainers(uuid) to vakka_app;
