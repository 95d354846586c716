-- Until when a place keeps its seat for the employer's new answer; null for a place that waits for none.
create or replace function public.seat_kept_until(space uuid, place uuid) returns timestamptz
  language sql stable
  as $$ select e.renew_by from public.enrolment e where e.tenant_id = space and e.id = place and e.state = 'renewing' $$;
grant execute on function public.seat_kept_until(uuid, uuid) to vakka_app;
