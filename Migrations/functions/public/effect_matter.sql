-- What one may be asked about: an own offer at an association, an order at a partner; whether it has been held, and whether the
-- question of effects has been answered there.
create or replace function public.effect_matter(matter uuid)
  returns table (title text, is_done boolean, is_answered boolean)
  language sql stable
  as $$
    select m.title, m.is_done, exists (select from public.effect_mark k
        where k.tenant_id = public.current_tenant() and k.matter_id = matter)
      from (
        select o.title, o.stand = 'done' as is_done from public.own_offer o
         where o.tenant_id = public.current_tenant() and o.id = matter
           and o.person_id = public.member_person(public.current_actor())
        union all
        select o.title, o.state = 'done' from public.engagement_order o
         where o.tenant_id = public.current_tenant() and o.id = matter
      ) m
  $$;
grant execute on function public.effect_matter(uuid) to vakka_app;
