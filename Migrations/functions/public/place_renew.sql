-- The place that stood on an ask (`earlier`) stands on the new one (`fresh`): who takes part keeps the seat until a moment, and at
-- most two weeks from the first time that the employer was asked anew.
create or replace function public.place_renew(earlier uuid, fresh uuid, seat_until timestamptz) returns void
  language sql
  as $$
  update public.enrolment e
     set consent_ask_id = fresh,
         state = case when e.state = 'active' then 'renewing' else e.state end,
         renew_by = case e.state when 'active' then seat_until
           when 'renewing' then least(seat_until, public.last_moment((e.changed_at at time zone 'Europe/Helsinki')::date + 14)) end,
         changed_at = case when e.state = 'active' then public.moment() else e.changed_at end
   where e.tenant_id = public.current_tenant() and e.consent_ask_id = earlier
$$;
grant execute on function public.place_renew(uuid, uuid, timestamptz) to vakka_app;
