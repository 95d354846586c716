-- Ends an application (`which`) that is under way: withdrawn by the applicant, closed by the provider, ended with its course.
create or replace function public.application_end(which uuid, how text) returns void
  language sql
  as $$
  update public.application set state = how, changed_at = public.moment()
   where tenant_id = public.current_tenant() and id = which and state = 'received'
$$;
grant execute on function public.application_end(uuid, text) to vakka_app;
