-- What an enquiry is found by, for a coordinator of its space alone.
create or replace function public.enquiry_words(which uuid) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select public.searchable(e.organisation || ' ' || e.name || ' ' || e.email || ' '
      || coalesce((select string_agg(a.body, ' ') from public.enquiry_answer a
        where a.tenant_id = e.tenant_id and a.enquiry_id = e.id), ''))
      from public.enquiry e
     where e.tenant_id = public.current_tenant() and e.id = enquiry_words.which
       and public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
  $$;
grant execute on function public.enquiry_words(uuid) to vakka_app;
