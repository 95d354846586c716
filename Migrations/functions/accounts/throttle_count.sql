-- Counts a failure for each key. After `free` failures the wait doubles each time, up to 15 minutes, and no more is counted;
-- an hour of peace forgets, and `accounts.sweep` removes what a day has passed over.
create or replace function accounts.throttle_count(keys text[], free integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into accounts.throttle as t (key, failures, last_at, free_at)
      select distinct k, 1, public.moment(), public.moment() from unnest(keys) k
      on conflict (key) do update set
        failures = case when t.last_at < public.moment() - interval '1 hour' then 1 else least(t.failures + 1, free + 1000) end,
        last_at = public.moment(),
        free_at = case when t.last_at < public.moment() - interval '1 hour' or t.failures + 1 <= free then public.moment()
          else public.moment() + make_interval(secs => least(900, power(2, least(t.failures + 1 - free, 10)))) end;
  end $$;
grant execute on function accounts.throttle_count(text[],integer) to vakka_app;
