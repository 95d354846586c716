-- The asks of all spaces, of courses that are on, whose employer is to be reminded now. After a pause only the newest reminder
-- is due.
create or replace function public.reminders_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select k.tenant_id, k.id from public.consent_ask k
      join public.application a on a.tenant_id = k.tenant_id and a.id = k.application_id and a.state = 'received'
      join public.course c on c.tenant_id = a.tenant_id and c.id = a.course_id and c.state in ('open', 'running')
     where public.is_office_time() and k.state = 'waiting' and k.expires_at > public.moment()
       and public.reminder_day(k.sent_at) > coalesce((select max(r.day) from public.consent_reminder r
         where r.tenant_id = k.tenant_id and r.ask_id = k.id), 0)
     order by k.sent_at limit 500
  $$;
grant execute on function public.reminders_due() to vakka_app;
