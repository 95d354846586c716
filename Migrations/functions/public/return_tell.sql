-- Keeps that the log tells of a mail that did not arrive, once; answers with why it did not.
create or replace function public.return_tell(which uuid) returns text
  language sql
  as $$
    update public.outbox set told_at = public.moment()
     where tenant_id = public.current_tenant() and id = which and state in ('refused', 'bounced') and told_at is null
    returning status
  $$;
grant execute on function public.return_tell(uuid) to vakka_app;
