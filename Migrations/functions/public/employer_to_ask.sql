-- Whom the form of a permission begins with: what a coordinator has filled in, or else the permission in force.
create or replace function public.employer_to_ask(which uuid)
  returns table (name text, number text, giver text, address text, wants text[], is_prepared boolean)
  language sql stable
  as $$
  select p.employer_name, p.business_id, p.giver_name, p.giver_email, public.supports(true, false, false, false), true
    from public.prepared_release p where p.tenant_id = public.current_tenant() and p.application_id = which
  union all
  select r.employer_name, r.business_id, r.giver_name, r.giver_email,
         public.supports(r.wants_working_time, r.wants_travel, r.wants_substitute, r.wants_contact_person), false
    from public.release r
   where r.tenant_id = public.current_tenant() and r.application_id = which and r.state = 'active'
   order by 6 desc limit 1
$$;
grant execute on function public.employer_to_ask(uuid) to vakka_app;
