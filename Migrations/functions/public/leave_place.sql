-- Who takes an application back leaves the place that it has led to.
create or replace function public.leave_place() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.enrolment set state = 'left', changed_at = public.moment()
   where tenant_id = new.tenant_id and application_id = new.id and state in ('active', 'paused');
  return null;
end $$;
