-- The address that feedback was sent with, while it may be proven: for an hour, and once.
create or replace function public.feedback_address(wanted uuid) returns table (email text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select case when f.email_proven or f.answered_at is not null or f.sent_at <= public.moment() - interval '1 hour'
        then '' else f.email end
      from public.feedback f
     where f.tenant_id = public.current_tenant() and f.id = feedback_address.wanted
  $$;
grant execute on function public.feedback_address(uuid) to vakka_app;
