-- Whether the last time of an order or an engagement is over.
create or replace function public.engagement_is_over(engagement uuid) returns boolean
  language sql stable
  as $$
    select coalesce((select max(t.held_on + t.ends_at) from public.engagement_times(engagement_is_over.engagement) t)
      at time zone 'Europe/Helsinki' < public.moment(), false)
  $$;
grant execute on function public.engagement_is_over(uuid) to vakka_app;
