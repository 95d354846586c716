create or replace function public.current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::uuid;
grant execute on function public.current_tenant() to vakka_accounts, vakka_app, vakka_log, vakka_worker;
comment on function public.current_tenant() is 'The space that this transaction is in; null outside spaces, where nothing is seen.';
