-- When the last time of an order or an engagement is over; null where there is none.
create or replace function public.engagement_ends_at(engagement uuid) returns timestamptz
  language sql stable
  as $$
    select max(t.held_on + t.ends_at) at time zone 'Europe/Helsinki' from public.engagement_times(engagement_ends_at.engagement) t
  $$;
grant execute on function public.engagement_ends_at(uuid) to vakka_app;
