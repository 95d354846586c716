-- Whether the feedback on an engagement is sealed no more: the partner and everybody who came have given theirs, or two weeks
-- have passed.
create or replace function public.feedback_is_open(engagement uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(public.feedback_opens_at(engagement) <= public.moment(), false)
      or exists (select from public.engagement_feedback f where f.tenant_id = public.current_tenant()
          and f.engagement_id = feedback_is_open.engagement and f.kind = 'words' and f.side = 'partner')
        and exists (select from public.engagement_feedback f where f.tenant_id = public.current_tenant()
          and f.engagement_id = feedback_is_open.engagement and f.kind = 'words' and f.side = 'expert')
        and not exists (select from public.engagement_offer o
          where o.tenant_id = public.current_tenant() and o.engagement_id = feedback_is_open.engagement and o.state = 'accepted'
            and not exists (select from public.engagement_feedback f where f.tenant_id = o.tenant_id
              and f.engagement_id = o.engagement_id and f.kind = 'words' and f.person_id = o.person_id))
  $$;
grant execute on function public.feedback_is_open(uuid) to vakka_app;
