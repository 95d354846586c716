-- Employers that the space knows by permissions given before, whose name or business id has the words that are looked for. Its
-- coordinators alone are told: that a firm's people apply here is nobody else's to know.
create or replace function public.known_employers(wanted text) returns table (name text, number text)
  language sql stable
  as $$
  select e.employer_name, e.business_id
    from (select distinct on (r.business_id) r.employer_name, r.business_id
            from public.release r
           where r.tenant_id = public.current_tenant()
             and (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'))
             and r.searched like all (public.search_patterns(wanted))
           order by r.business_id, r.given_at desc) e
   order by public.order_key(e.employer_name) collate "C", e.business_id
   limit 10
$$;
grant execute on function public.known_employers(text) to vakka_app;
