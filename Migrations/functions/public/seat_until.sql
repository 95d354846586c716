-- Until when a seat is kept for the answer to an ask (`fresh`): the first afternoon to come that asks more than the employer last
-- said yes to, or the last day to answer, whichever is first.
create or replace function public.seat_until(fresh uuid) returns timestamptz
  language sql stable
  as $$
  with recursive chain as (
    select k.id, k.renews, 0 as step from public.consent_ask k where k.tenant_id = public.current_tenant() and k.id = fresh
    union all
    select k.id, k.renews, c.step + 1 from chain c
      join public.consent_ask k on k.tenant_id = public.current_tenant() and k.id = c.renews),
  said as (
    select l.body from chain c
      join public.letter l on l.tenant_id = public.current_tenant() and l.direction = 'in' and l.kind = 'consent.answer'
        and l.reference = c.id
     order by c.step limit 1)
  select least(k.expires_at, (select min(s.began) from public.course_afternoon s
      where s.tenant_id = c.tenant_id and s.course_id = c.id and s.began > public.moment()
        and not exists (select from said, jsonb_array_elements(said.body -> 'sessions') j
          where split_part(said.body ->> 'place', ', ', 1) = c.place and j ->> 'date' = to_char(s.held_on, 'YYYY-MM-DD')
            and (j ->> 'starts')::time <= s.starts_at and (j ->> 'ends')::time >= s.ends_at)))
    from public.consent_ask k
    join public.application a on a.tenant_id = k.tenant_id and a.id = k.application_id
    join public.course c on c.tenant_id = a.tenant_id and c.id = a.course_id
   where k.tenant_id = public.current_tenant() and k.id = fresh
$$;
grant execute on function public.seat_until(uuid) to vakka_app;
