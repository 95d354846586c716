-- Forgets in all spaces the keys of forms that were carried out long ago.
create or replace function public.submission_sweep(kept_days integer) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
  delete from public.submission where at < public.moment() - make_interval(days => kept_days)
$$;
grant execute on function public.submission_sweep(integer) to vakka_app;
