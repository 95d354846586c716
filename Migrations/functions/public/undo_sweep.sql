-- Forgets in all spaces what can be taken back no more.
create or replace function public.undo_sweep() returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
  delete from public.undo where made_at < public.moment() - interval '10 minutes'
$$;
grant execute on function public.undo_sweep() to vakka_app;
