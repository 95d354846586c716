-- Whether who holds a link may act by it alone. Before anybody has claimed the space, whoever was named; in a claimed one its
-- consent-givers, its contact, to whom one of these has passed the request on, and who has answered by this very link.
create or replace function public.link_may_act(which uuid) returns boolean
  language sql stable
  as $$
    select s.state <> 'active' or l.email = s.contact_email
        or exists (select from public.membership m where m.tenant_id = l.tenant_id and m.email = l.email
             and public.holds_role(m.tenant_id, m.id, 'consent-giver'))
        or (l.delegated_by <> '' and l.created_at >= coalesce((select min(x.created_at) from public.membership_role x
             where x.tenant_id = l.tenant_id and x.role = 'coordinator'), '-infinity'))
        or exists (select from public.consent_decision d where d.tenant_id = l.tenant_id and d.link_id = l.id)
      from public.consent_link l join public.space s on s.id = l.tenant_id
     where l.tenant_id = public.current_tenant() and l.id = which
  $$;
grant execute on function public.link_may_act(uuid) to vakka_app;
