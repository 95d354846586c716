-- Who has said yes to an engagement, for telling the partner and themselves: to its coordinators, to who comes too, and to
-- what the house does by itself.
create or replace function public.experts_of(engagement uuid) returns table (
    offer_id uuid, person_id uuid, is_current boolean, shown_name text, presentation text, shows_contact boolean,
    given_name text, email text, phone text, language text, slug text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select o.id, o.person_id, o.revision = e.revision, o.shown_name, coalesce(f.presentation, ''), o.shows_contact,
        p.given_name, public.person_address(p.id), p.phone, p.language, s.slug
      from public.engagement_offer o
      join public.engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
      join public.person p on p.tenant_id = o.tenant_id and p.id = o.person_id
      join public.space s on s.id = o.tenant_id
      left join public.expert_profile f on f.tenant_id = o.tenant_id and f.person_id = o.person_id
     where o.tenant_id = public.current_tenant() and o.engagement_id = experts_of.engagement and o.state = 'accepted'
       and (public.current_actor() is null or public.holds_role(o.tenant_id, public.current_actor(), 'coordinator')
         or exists (select from public.engagement_offer own where own.tenant_id = o.tenant_id
           and own.engagement_id = o.engagement_id and own.state = 'accepted'
           and own.person_id = public.member_person(public.current_actor())))
     order by o.id
  $$;
grant execute on function public.experts_of(uuid) to vakka_app;
