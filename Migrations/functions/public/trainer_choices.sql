-- Members who can be chosen to train a course (`which`; null for one that is being made), who are chosen, and which of those
-- may no longer train.
create or replace function public.trainer_choices(which uuid)
  returns table (member uuid, person uuid, name text, is_chosen boolean, has_left boolean)
  language sql stable
  as $$
  select m.id, m.person_id, m.name, t.membership_id is not null, not h.trains
    from public.membership m
    left join public.course_trainer t on t.tenant_id = m.tenant_id and t.course_id = which and t.membership_id = m.id
    cross join lateral (select public.holds_role(m.tenant_id, m.id, 'trainer') as trains) h
   where m.tenant_id = public.current_tenant() and (t.membership_id is not null or h.trains)
   order by public.order_key(m.name) collate "C", m.id
$$;
grant execute on function public.trainer_choices(uuid) to vakka_app;
