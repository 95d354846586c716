-- Who was asked for an employer's consent from this space before, the newest first. Its coordinators alone are told.
create or replace function public.known_givers(employer text) returns table (name text, email text)
  language sql stable
  as $$
  select g.giver_name, g.giver_email
    from (select distinct on (lower(r.giver_email)) r.giver_name, r.giver_email, r.given_at
            from public.release r
           where r.tenant_id = public.current_tenant() and r.business_id = employer
             and (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator'))
           order by lower(r.giver_email), r.given_at desc) g
   order by g.given_at desc, g.giver_email
   limit 5
$$;
grant execute on function public.known_givers(text) to vakka_app;
