-- An order or an engagement as those see it who may say how it went: the coordinators, and who came.
create or replace function public.feedback_matter(engagement uuid)
  returns table (title text, other_id uuid, other_name text, stage text, is_mine boolean, is_open boolean, opens_on date)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select h.title, h.other_id, h.other_name, public.engagement_stage(engagement), m.is_mine, public.feedback_is_open(engagement),
        (public.feedback_opens_at(engagement) at time zone 'Europe/Helsinki')::date
      from public.engagement_here(engagement) h
      cross join (select coalesce(public.came_to(feedback_matter.engagement, public.member_person(public.current_actor())), false)
        as is_mine) m
     where m.is_mine or public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
  $$;
grant execute on function public.feedback_matter(uuid) to vakka_app;
