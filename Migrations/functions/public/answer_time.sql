-- How soon after its order an engagement was first agreed, by the letters about it at this end: within three days, a week, two
-- weeks, or later.
create or replace function public.answer_time(engagement uuid) returns text
  language sql stable
  as $$
    select case when days <= 3 then 'days' when days <= 7 then 'week' when days <= 14 then 'fortnight' else 'later' end
      from (select (min(l.at) filter (where l.kind = 'engagement.agreed') at time zone 'Europe/Helsinki')::date
          - (min(l.at) filter (where l.kind = 'engagement.requested') at time zone 'Europe/Helsinki')::date as days
        from public.letter l where l.tenant_id = public.current_tenant() and l.reference = answer_time.engagement) l
  $$;
grant execute on function public.answer_time(uuid) to vakka_app;
