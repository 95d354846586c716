-- Since when everybody whom the space's contact details name, by address or by name, has left; null while one of them is here, and
-- where they name nobody whom the space knows.
create or replace function public.contact_left() returns timestamptz
  language sql stable
  as $$
  with contact as (
    select s.id as space, nullif(s.contact_email, '') as email, nullif(s.contact_name, '') as name,
           public.searchable(regexp_replace(s.contact_name, '^(.*) (\S+)$', '\2 \1')) as folded
      from public.space s where s.id = public.current_tenant()),
  named (since) as (
    select case when not public.is_member(c.space, m.id)
             then (coalesce(m.ends_on, (select max(r.ends_on) from public.membership_role r
               where r.tenant_id = c.space and r.membership_id = m.id), public.today()) + 1)::timestamp at time zone 'Europe/Helsinki' end
      from contact c
      join public.membership m on m.tenant_id = c.space and (m.email = c.email or m.name = c.name)
    union all
    select (select d.since from public.departed d where d.tenant_id = c.space and d.person_id = p.id)
      from contact c
      join public.person p on p.tenant_id = c.space and (p.email = c.email or p.folded_name = nullif(c.folded, ''))
     where not exists (select from public.membership m where m.tenant_id = c.space and m.person_id = p.id) or p.state = 'archived')
  select case when bool_and(n.since is not null) then least(max(n.since), public.moment()) end from named n
$$;
grant execute on function public.contact_left() to vakka_app;
