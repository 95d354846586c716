-- The experts of an association, with the boundary that keeps each from being asked to an engagement; null where none does.
create or replace function public.offer_choices(engagement uuid)
  returns table (person_id uuid, last_offered_on date, boundary text)
  language sql stable
  as $$
    select p.id, f.last_offered_on, case
        when f.person_id is null then 'untold'
        when f.is_paused and coalesce(f.paused_until >= public.today(), true) then 'paused'
        when e.kind <> all (f.kinds) then 'kind'
        when e.is_recorded and f.recording in ('unanswered', 'no') then 'recording'
        when e.has_media and f.media = 'no' then 'media'
        when t.first_on - public.today() < f.notice_days then 'notice'
        when exists (select from public.engagement_time x
            join public.expert_away a on a.tenant_id = x.tenant_id and x.held_on between a.from_on and a.until_on
           where x.tenant_id = e.tenant_id and x.engagement_id = e.id and a.person_id = p.id) then 'away'
        when exists (select from public.engagement_time x
            join public.expert_time o on o.tenant_id = x.tenant_id and o.expert_id = p.id and o.is_agreed
             and o.held_on = x.held_on and o.engagement_id <> e.id
             and o.during && tstzrange((x.held_on + x.starts_at) at time zone 'Europe/Helsinki',
               (x.held_on + x.ends_at) at time zone 'Europe/Helsinki')
           where x.tenant_id = e.tenant_id and x.engagement_id = e.id) then 'busy'
        when f.month_max is not null and exists (select from (select distinct date_trunc('month', x.held_on)::date as month
              from public.engagement_time x where x.tenant_id = e.tenant_id and x.engagement_id = e.id) m
           where f.month_max <= (select count(distinct o.engagement_id) from public.expert_time o
             where o.tenant_id = e.tenant_id and o.expert_id = p.id and o.engagement_id <> e.id
               and o.held_on >= m.month and o.held_on < (m.month + interval '1 month')::date)) then 'month'
        when f.rest_days is not null and exists (select from public.engagement_time x
            join public.expert_time o on o.tenant_id = x.tenant_id and o.expert_id = p.id and o.engagement_id <> e.id
             and o.held_on between x.held_on - f.rest_days and x.held_on + f.rest_days
            join public.engagement g on g.tenant_id = o.tenant_id and g.id = o.engagement_id
           where x.tenant_id = e.tenant_id and x.engagement_id = e.id
             and (g.is_heavy and o.held_on < x.held_on or e.is_heavy and o.held_on > x.held_on)) then 'rest'
      end
      from public.engagement e
      cross join lateral (select min(x.held_on) as first_on from public.engagement_time x
        where x.tenant_id = e.tenant_id and x.engagement_id = e.id) t
      join public.person p on p.tenant_id = e.tenant_id and p.kind = 'expert' and p.state = 'active'
      left join public.expert_profile f on f.tenant_id = p.tenant_id and f.person_id = p.id
     where e.tenant_id = public.current_tenant() and e.id = offer_choices.engagement
  $$;
grant execute on function public.offer_choices(uuid) to vakka_app;
