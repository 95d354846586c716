-- Where a member (`which`) still stands, each place with how many and the first of their names: what would lack its person if
-- the membership ended. A new place is a line here and words in `members.stands`.
-- A request goes without a name: an employer's coordinator is not told whose it is.
create or replace function public.member_stands(which uuid) returns table (place text, number integer, names text[])
  language sql stable
  as $$
  with leaving as (
    select m.tenant_id, m.id, m.person_id, m.email from public.membership m
     where m.tenant_id = public.current_tenant() and m.id = which),
  stand (place, name) as (
    select 'course', c.name from leaving m
      join public.course_trainer t on t.tenant_id = m.tenant_id and t.membership_id = m.id
      join public.course c on c.tenant_id = t.tenant_id and c.id = t.course_id and c.state in ('open', 'running')
    union all
    select 'contact', s.email from leaving m, public.space_contact(m.tenant_id) s where lower(s.email) = lower(m.email)
    union all
    select 'request', null from leaving m
      join public.consent_request q on q.tenant_id = m.tenant_id and q.state = 'waiting' and q.expires_at > public.moment()
     where public.holds_role(m.tenant_id, m.id, 'consent-giver')
       and not exists (select from public.membership o where o.tenant_id = m.tenant_id and o.id <> m.id
         and public.holds_role(o.tenant_id, o.id, 'consent-giver'))
       and not exists (select from public.consent_link l where l.tenant_id = m.tenant_id and l.request_id = q.id
         and l.revoked_at is null and l.expires_at > public.moment() and lower(l.email) <> lower(m.email)
         and public.link_may_act(m.tenant_id, l.id))
    union all
    select 'application', c.name from leaving m
      join public.application_path v on v.tenant_id = m.tenant_id and v.person_id = m.person_id
        and v.stage not in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed')
      join public.course c on c.tenant_id = v.tenant_id and c.id = v.course_id
    union all
    select 'view', v.name from leaving m
      join public.saved_view v on v.tenant_id = m.tenant_id and v.membership_id = m.id and v.is_shared)
  select s.place, count(*)::integer, coalesce((array_agg(s.name order by s.name) filter (where s.name <> ''))[1:5], '{}')
    from stand s group by s.place order by s.place
$$;
grant execute on function public.member_stands(uuid) to vakka_app;
