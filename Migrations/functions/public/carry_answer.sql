-- What an answer makes of the place that stands on it: with a yes and the working time a place that was asked about again goes
-- on; without them it pauses, in the same statement. Attended sessions stay. Replaced, the ask leaves it to the new one.
create or replace function public.carry_answer() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state = 'given' and new.support_working_time then
    update public.enrolment set state = 'active', changed_at = public.moment()
     where tenant_id = new.tenant_id and consent_ask_id = new.id and state = 'renewing';
  elsif new.state not in ('waiting', 'replaced') then
    update public.enrolment set state = 'paused', changed_at = public.moment()
     where tenant_id = new.tenant_id and consent_ask_id = new.id and state in ('active', 'renewing');
  end if;
  return null;
end $$;
