-- Who writes somebody of this name into a register waits for others who do: of two added at once, the second sees the first.
create or replace function public.hold_name(space uuid, given text, family text) returns void
  language sql
  as $$
  select pg_advisory_xact_lock(hashtextextended(space::text || public.searchable(family || ' ' || given), 20262))
$$;
grant execute on function public.hold_name(uuid, text, text) to vakka_app;
