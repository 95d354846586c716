-- Whether the first time of an order or an engagement is less than 24 hours away, or over: what is cancelled now is paid.
create or replace function public.engagement_is_near(engagement uuid) returns boolean
  language sql stable
  as $$ select coalesce(public.engagement_begins(engagement) < public.moment() + interval '24 hours', false) $$;
grant execute on function public.engagement_is_near(uuid) to vakka_app;
