-- Keeps an application (`which`) from changing until the transaction ends, and its course before it: whoever changes or cancels
-- a course holds that first too.
create or replace function public.application_hold(which uuid) returns void
  language plpgsql
  as $$
begin
  perform from public.course c where c.tenant_id = public.current_tenant()
    and c.id = (select a.course_id from public.application a where a.tenant_id = c.tenant_id and a.id = which)
    for no key update;
  perform from public.application a where a.tenant_id = public.current_tenant() and a.id = which for update;
end $$;
grant execute on function public.application_hold(uuid) to vakka_app;
