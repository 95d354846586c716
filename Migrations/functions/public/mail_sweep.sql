-- Forgets mails of all spaces once they are old: those that came back, whose address is still to be mended, last longer.
create or replace function public.mail_sweep(kept_days integer, returned_kept_days integer) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
  delete from public.outbox
   where state <> 'waiting' and made_at < public.moment() - make_interval(days => kept_days)
     and (state in ('sent', 'failed') or made_at < public.moment() - make_interval(days => returned_kept_days))
$$;
grant execute on function public.mail_sweep(integer, integer) to vakka_app;
