-- Where somebody (`who`, a member or a person of the register) still stands, each place with how many and the first of their
-- names: what lacks its person when they leave. A new place is a line here and words in `members.stands`.
-- A request goes without a name: an employer's coordinator is not told whose it is.
create or replace function public.still_stands(who uuid) returns table (place text, number integer, names text[])
  language plpgsql stable
  as $$
declare
  here uuid := public.current_tenant();
  member uuid;
  entry uuid;
  addresses text[];
  called text[];
begin
  -- Looked up first: each place is then read by its index.
  select m.id, coalesce(m.person_id, who), array[lower(m.email)], array[public.searchable(m.name)]
    into member, entry, addresses, called
    from (select 1) one left join public.membership m on m.tenant_id = here and (m.id = who or m.person_id = who);
  select array_remove(addresses || lower(nullif(p.email, '')), null), called || public.searchable(p.given_name || ' ' || p.family_name)
    into addresses, called
    from (select 1) one left join public.person p on p.tenant_id = here and p.id = entry;
  return query
  with stand (place, name) as (
    select 'course', c.name from public.course_trainer t
      join public.course c on c.tenant_id = here and c.id = t.course_id and c.state in ('open', 'running')
     where t.tenant_id = here and t.membership_id = member
    union all
    select case when v.stage in ('enrolled', 'renewing', 'paused') then 'place' else 'application' end, c.name
      from public.application_path v
      join public.course c on c.tenant_id = here and c.id = v.course_id
     where v.tenant_id = here and v.person_id = entry
       and v.stage not in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed')
    union all
    select 'engagement', e.title from public.engagement e
     where e.tenant_id = here and e.desk = member and e.state in ('received', 'offering', 'agreed')
    union all
    select 'coming', e.title from public.engagement_offer o
      join public.engagement e on e.tenant_id = here and e.id = o.engagement_id and e.state in ('offering', 'agreed')
     where o.tenant_id = here and o.person_id = entry and o.state = 'accepted'
    union all
    select 'leads', a.title from public.activity a
     where a.tenant_id = here and a.person_id = entry and a.state <> 'ended'
    union all
    select 'activity', a.title from public.activity_member m
      join public.activity a on a.tenant_id = here and a.id = m.activity_id
     where m.tenant_id = here and m.person_id = entry and m.left_on is null
    union all
    select 'contact', s.contact_name from public.space s
     where s.id = here and (lower(s.contact_email) = any (addresses) or public.searchable(s.contact_name) = any (called))
    union all
    select case when x.is_alone then 'request' else 'asked' end, null from public.consent_request q
     cross join lateral (
       select public.holds_role(here, member, 'consent-giver')
          and not exists (select from public.membership o where o.tenant_id = here and o.id <> member
            and public.holds_role(here, o.id, 'consent-giver'))
          and not exists (select from public.consent_link l where l.tenant_id = here and l.request_id = q.id
            and l.revoked_at is null and l.expires_at > public.moment() and not lower(l.email) = any (addresses)
            and public.link_may_act(here, l.id)) as is_alone) x
     where q.tenant_id = here and q.state = 'waiting' and q.expires_at > public.moment()
       and (x.is_alone or lower(q.giver_email) = any (addresses))
    union all
    select 'consent', null from public.consent_request q
     where q.tenant_id = here and q.state = 'given'
       and q.id in (select d.request_id from public.consent_decision d where d.tenant_id = here and lower(d.email) = any (addresses))
       and lower(public.consent_decider(q.id)) = any (addresses)
       and to_char(public.today(), 'YYYY-MM-DD') <= (select max(s ->> 'date') from jsonb_array_elements(q.sessions) s)
    union all
    select 'view', v.name from public.saved_view v where v.tenant_id = here and v.membership_id = member and v.is_shared)
  select s.place, count(*)::integer, coalesce((array_agg(s.name order by s.name) filter (where s.name <> ''))[1:5], '{}')
    from stand s group by s.place order by s.place;
end $$;
grant execute on function public.still_stands(uuid) to vakka_app;
