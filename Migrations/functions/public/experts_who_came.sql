-- How many experts came to what was held from one quarter to another, each counted once; who they are is not told.
create or replace function public.experts_who_came(from_quarter integer, to_quarter integer) returns integer
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select count(distinct o.person_id)::integer from public.engagement_offer o
      join public.engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
      cross join lateral (select max(t.held_on) as held_on from public.engagement_time t
        where t.tenant_id = e.tenant_id and t.engagement_id = e.id) t
     where o.tenant_id = public.current_tenant() and o.state = 'accepted' and e.state = 'done'
       and extract(year from t.held_on)::integer * 4 + extract(quarter from t.held_on)::integer - 1
         between from_quarter and to_quarter
  $$;
grant execute on function public.experts_who_came(integer, integer) to vakka_app;
