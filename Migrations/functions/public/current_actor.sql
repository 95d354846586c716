create or replace function public.current_actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.actor', true), '')::uuid;
grant execute on function public.current_actor() to vakka_accounts, vakka_app, vakka_log, vakka_worker;
comment on function public.current_actor() is 'The membership that acts; null for visitors and jobs.';
