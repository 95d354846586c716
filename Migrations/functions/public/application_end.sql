-- Ends an application (`which`): withdrawn by the applicant, or closed by the provider.
create or replace function public.application_end(which uuid, how text) returns void
  language sql
  as $$
  update public.application set state = how, changed_at = public.moment()
   where tenant_id = public.current_tenant() and id = which
$$;
grant execute on function public.application_end(uuid, text) to vakka_app;
