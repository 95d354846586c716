-- The days that an expert comes to, each with what a calendar outside has to know of it.
set role vakka_owner;

create view public.own_day with (security_invoker = true) as
  select o.tenant_id, o.person_id, o.id as offer_id, t.number, e.revision, e.changed_at,
      public.offer_stand(o.state, e.state, o.revision = e.revision) as stand,
      (t.held_on + t.starts_at) at time zone 'Europe/Helsinki' as starts_at,
      (t.held_on + t.ends_at) at time zone 'Europe/Helsinki' as ends_at
    from public.engagement_offer o
    join public.engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
    join public.engagement_time t on t.tenant_id = e.tenant_id and t.engagement_id = e.id
   where o.state = 'accepted';
grant select on public.own_day to vakka_app;
comment on view public.own_day is 'When somebody comes to what they have said yes to, and whether that still stands.';
reset role;
