-- Forgets in all spaces what has run out: mails (those that came back, whose address is still to be mended, last longer),
-- what can be taken back no more, and the keys of forms that were carried out long ago.
create or replace function public.sweep(mail_days integer, returned_mail_days integer, form_days integer) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
  delete from public.outbox
   where state <> 'waiting' and made_at < public.moment() - make_interval(days => mail_days)
     and (state in ('sent', 'failed') or made_at < public.moment() - make_interval(days => returned_mail_days));
  delete from public.undo where made_at < public.moment() - interval '10 minutes';
  delete from public.submission where at < public.moment() - make_interval(days => form_days)
$$;
grant execute on function public.sweep(integer, integer, integer) to vakka_app;
