-- Whose change of an order or an engagement waits for an answer: 'own', 'other', or null where none does.
create or replace function public.engagement_proposal(engagement uuid, of_revision integer) returns text
  language sql stable
  as $$
    select case when v.is_own then 'own' else 'other' end from public.engagement_version v
     where v.tenant_id = public.current_tenant() and v.engagement_id = engagement_proposal.engagement and v.revision > of_revision
  $$;
grant execute on function public.engagement_proposal(uuid, integer) to vakka_app;
