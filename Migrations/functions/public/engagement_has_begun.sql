-- Whether the first time of an order or an engagement has begun.
create or replace function public.engagement_has_begun(engagement uuid) returns boolean
  language sql stable
  as $$ select coalesce(public.engagement_begins(engagement) <= public.moment(), false) $$;
grant execute on function public.engagement_has_begun(uuid) to vakka_app;
