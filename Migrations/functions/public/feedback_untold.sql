-- Who came to an engagement, has no account and has told nothing yet: to the coordinators, who may write it down.
create or replace function public.feedback_untold(engagement uuid) returns table (person_id uuid, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select p.id, p.given_name || ' ' || p.family_name
      from public.engagement_offer o
      join public.person p on p.tenant_id = o.tenant_id and p.id = o.person_id
     where o.tenant_id = public.current_tenant() and o.engagement_id = feedback_untold.engagement and o.state = 'accepted'
       and public.engagement_stage(o.engagement_id) = 'done'
       and public.holds_role(o.tenant_id, public.current_actor(), 'coordinator')
       and not public.person_has_account(p.id)
       and not exists (select from public.engagement_feedback f where f.tenant_id = o.tenant_id
         and f.engagement_id = o.engagement_id and f.person_id = p.id and f.kind = 'words')
     order by p.family_name, p.given_name, p.id
  $$;
grant execute on function public.feedback_untold(uuid) to vakka_app;
