-- Where somebody (`who`, a member or a person of the register) still stands, each place with how many and the first of their
-- names: what lacks its person when they leave. A new place is a line here and words in `members.stands`.
-- A request goes without a name: an employer's coordinator is not told whose it is.
create or replace function public.still_stands(who uuid) returns table (place text, number integer, names text[])
  language sql stable
  as $$
  with leaving as materialized (
    select s.id as tenant_id, m.id, p.id as person_id, array[lower(m.email), lower(nullif(p.email, ''))] as addresses,
           array[public.searchable(m.name), public.searchable(p.given_name || ' ' || p.family_name)] as called
      from public.space s
      left join public.membership m on m.tenant_id = s.id and (m.id = who or m.person_id = who)
      left join public.person p on p.tenant_id = s.id and p.id = coalesce(m.person_id, who)
     where s.id = public.current_tenant()),
  stand (place, name) as (
    select 'course', c.name from leaving m
      join public.course_trainer t on t.tenant_id = m.tenant_id and t.membership_id = m.id
      join public.course c on c.tenant_id = t.tenant_id and c.id = t.course_id and c.state in ('open', 'running')
    union all
    select case when v.stage in ('enrolled', 'renewing', 'paused') then 'place' else 'application' end, c.name from leaving m
      join public.application_path v on v.tenant_id = m.tenant_id and v.person_id = m.person_id
        and v.stage not in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed')
      join public.course c on c.tenant_id = v.tenant_id and c.id = v.course_id
    union all
    select 'contact', s.contact_name from leaving m join public.space s on s.id = m.tenant_id
     where lower(s.contact_email) = any (m.addresses) or public.searchable(s.contact_name) = any (m.called)
    union all
    select case when x.is_alone then 'request' else 'asked' end, null from leaving m
      join public.consent_request q on q.tenant_id = m.tenant_id and q.state = 'waiting' and q.expires_at > public.moment()
     cross join lateral (
       select public.holds_role(m.tenant_id, m.id, 'consent-giver')
          and not exists (select from public.membership o where o.tenant_id = m.tenant_id and o.id <> m.id
            and public.holds_role(o.tenant_id, o.id, 'consent-giver'))
          and not exists (select from public.consent_link l where l.tenant_id = m.tenant_id and l.request_id = q.id
            and l.revoked_at is null and l.expires_at > public.moment() and not lower(l.email) = any (array_remove(m.addresses, null))
            and public.link_may_act(m.tenant_id, l.id)) as is_alone) x
     where x.is_alone or lower(q.giver_email) = any (m.addresses)
    union all
    select 'consent', null from leaving m
      join public.consent_request q on q.tenant_id = m.tenant_id and q.state = 'given'
     where lower(public.consent_decider(q.id)) = any (m.addresses)
       and public.today() <= (select max((s ->> 'date')::date) from jsonb_array_elements(q.sessions) s)
    union all
    select 'view', v.name from leaving m
      join public.saved_view v on v.tenant_id = m.tenant_id and v.membership_id = m.id and v.is_shared)
  select s.place, count(*)::integer, coalesce((array_agg(s.name order by s.name) filter (where s.name <> ''))[1:5], '{}')
    from stand s group by s.place order by s.place
$$;
grant execute on function public.still_stands(uuid) to vakka_app;
