-- When an order or an engagement is held, as a letter tells it.
create or replace function public.times_told(engagement uuid) returns jsonb
  language sql stable
  as $$
    select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'date', to_char(t.held_on, 'YYYY-MM-DD'),
        'starts', to_char(t.starts_at, 'HH24:MI'), 'ends', to_char(t.ends_at, 'HH24:MI')) order by t.number), '[]')
      from public.engagement_times(times_told.engagement) t
  $$;
