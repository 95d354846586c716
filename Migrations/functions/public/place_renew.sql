-- The place that stood on an ask (`earlier`) stands on the new one (`fresh`): who takes part keeps the seat until a moment.
create or replace function public.place_renew(earlier uuid, fresh uuid, seat_until timestamptz) returns void
  language sql
  as $$
  update public.enrolment e
     set consent_ask_id = fresh,
         state = case when e.state = 'active' then 'renewing' else e.state end,
         renew_by = case when e.state in ('active', 'renewing') then least(e.renew_by, seat_until) end,
         changed_at = case when e.state = 'active' then public.moment() else e.changed_at end
   where e.tenant_id = public.current_tenant() and e.consent_ask_id = earlier
$$;
grant execute on function public.place_renew(uuid, uuid, timestamptz) to vakka_app;
