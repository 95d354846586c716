-- The moment at which the first time of an order or an engagement begins.
create or replace function public.engagement_begins(engagement uuid) returns timestamptz
  language sql stable
  as $$
    select min(t.held_on + t.starts_at) at time zone 'Europe/Helsinki'
      from public.engagement_times(engagement_begins.engagement) t
  $$;
grant execute on function public.engagement_begins(uuid) to vakka_app;
