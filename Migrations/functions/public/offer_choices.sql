-- The experts of an association, with the boundary that keeps each from being asked to an engagement; null where none does.
create or replace function public.offer_choices(engagement uuid)
  returns table (person_id uuid, last_offered_on date, boundary text)
  language sql stable
  as $$
    with x as (
      select t.engagement_id, t.held_on, tstzrange((t.held_on + t.starts_at) at time zone 'Europe/Helsinki',
          (t.held_on + t.ends_at) at time zone 'Europe/Helsinki') as during
        from public.engagement_time t where t.tenant_id = public.current_tenant() and t.engagement_id = offer_choices.engagement)
    select p.id, f.last_offered_on, case
        when f.person_id is null then 'untold'
        when p.state = 'paused' or public.is_pausing(f.is_paused, f.paused_until) then 'paused'
        when e.kind <> all (f.kinds) then 'kind'
        when e.is_recorded and f.recording in ('unanswered', 'no') then 'recording'
        when e.has_media and f.media = 'no' then 'media'
        when (select min(x.held_on) from x) - public.today() < f.notice_days then 'notice'
        when away.person_id is not null then 'away'
        when busy.expert_id is not null then 'busy'
        when month.most >= f.month_max then 'month'
        when rest.gap <= f.rest_days then 'rest'
      end
      from public.engagement e
      join public.person p on p.tenant_id = e.tenant_id and p.kind = 'expert' and p.state <> 'archived'
      left join public.expert_profile f on f.tenant_id = p.tenant_id and f.person_id = p.id
      left join (select distinct a.person_id from x join public.expert_away a
          on a.tenant_id = public.current_tenant() and x.held_on between a.from_on and a.until_on) away on away.person_id = p.id
      left join (select distinct o.expert_id from x join public.expert_time o
          on o.tenant_id = public.current_tenant() and o.held_on = x.held_on and o.is_agreed and o.during && x.during
            and o.engagement_id <> x.engagement_id) busy on busy.expert_id = p.id
      left join (select c.expert_id, max(c.number) as most from (
          select o.expert_id, count(distinct o.engagement_id) as number
            from (select distinct x.held_on - extract(day from x.held_on)::integer + 1 as day from x) m
            join public.expert_time o on o.tenant_id = public.current_tenant() and o.held_on >= m.day
             and o.held_on < m.day + interval '1 month' and o.engagement_id <> offer_choices.engagement
           group by o.expert_id, m.day) c group by c.expert_id) month on month.expert_id = p.id
      left join (select o.expert_id, min(abs(o.held_on - x.held_on)) as gap
          from x cross join (select coalesce(max(r.rest_days), 0) as days from public.expert_profile r
            where r.tenant_id = public.current_tenant()) most
          join public.expert_time o on o.tenant_id = public.current_tenant() and o.engagement_id <> x.engagement_id
           and o.held_on between x.held_on - most.days and x.held_on + most.days
          join public.engagement g on g.tenant_id = o.tenant_id and g.id = o.engagement_id
          join public.engagement h on h.tenant_id = o.tenant_id and h.id = x.engagement_id
         where g.is_heavy and o.held_on < x.held_on or h.is_heavy and o.held_on > x.held_on
         group by o.expert_id) rest on rest.expert_id = p.id
     where e.tenant_id = public.current_tenant() and e.id = offer_choices.engagement
  $$;
grant execute on function public.offer_choices(uuid) to vakka_app;
