-- What the employers of an application are found by, whom the applicant has ever named.
create or replace function public.employers_of(space uuid, application uuid) returns text
  language sql stable
  as $$
  select coalesce(string_agg(public.searchable(r.employer_name || ' ' || r.business_id), ' '), '')
    from public.release r where r.tenant_id = space and r.application_id = application
$$;
grant execute on function public.employers_of(uuid, uuid) to vakka_app;
