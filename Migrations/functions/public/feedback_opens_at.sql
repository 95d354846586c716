-- When the feedback on an engagement opens at the latest: two weeks after it was held.
create or replace function public.feedback_opens_at(engagement uuid) returns timestamptz
  language sql stable
  as $$
    select (public.engagement_ends_at(engagement) at time zone 'Europe/Helsinki' + interval '14 days') at time zone 'Europe/Helsinki'
  $$;
grant execute on function public.feedback_opens_at(uuid) to vakka_app;
