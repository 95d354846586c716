-- With an application the place ends that it has led to: left by the participant, or ended by the provider.
create or replace function public.leave_place() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.enrolment set state = case when new.state = 'withdrawn' then 'left' else 'ended' end,
      changed_at = public.moment()
   where tenant_id = new.tenant_id and application_id = new.id and state in ('active', 'renewing', 'paused');
  return null;
end $$;
