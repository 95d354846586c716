-- Whether who holds a link may act by it alone. Before anybody has claimed the space, whoever was named; in a claimed one its
-- consent-givers, its contact, to whom one of these has passed the request on, also when it was asked anew since, and who has
-- answered by this very link.
create or replace function public.link_may_act(space uuid, which uuid) returns boolean
  language sql stable
  as $$
    select s.state <> 'active' or l.email = s.contact_email
        or exists (select from public.membership m where m.tenant_id = space and m.email = l.email
             and public.holds_role(space, m.id, 'consent-giver'))
        or exists (select from public.request_line(space, l.request_id) q(request)
             join public.consent_link d on d.tenant_id = space and d.request_id = q.request and d.email = l.email
             where d.delegated_by <> '' and d.created_at >= coalesce((select min(x.created_at) from public.membership_role x
               where x.tenant_id = space and x.role = 'coordinator'), '-infinity'))
        or exists (select from public.consent_decision d where d.tenant_id = space and d.link_id = l.id)
      from public.consent_link l join public.space s on s.id = l.tenant_id
     where l.tenant_id = space and l.id = which
  $$;
grant execute on function public.link_may_act(uuid, uuid) to vakka_app;
