-- An ask is reminded of while it waits, in office time, and by the newest reminder that is due: the database says which.
create or replace function public.keep_reminder() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  select public.reminder_day(k.sent_at) into new.day from public.consent_ask k
   where k.tenant_id = new.tenant_id and k.id = new.ask_id and k.state = 'waiting' and k.expires_at > public.moment()
     and public.is_office_time();
  if new.day is null then perform public.refuse('VK409', 'application.rule.nothing-waits'); end if;
  return new;
end $$;
