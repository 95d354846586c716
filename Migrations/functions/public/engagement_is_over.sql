-- Whether the last time of an order or an engagement is over.
create or replace function public.engagement_is_over(engagement uuid) returns boolean
  language sql stable
  as $$
    select coalesce(public.engagement_ends_at(engagement_is_over.engagement) < public.moment(), false)
  $$;
grant execute on function public.engagement_is_over(uuid) to vakka_app;
