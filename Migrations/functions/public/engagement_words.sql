-- The only way to what is said of an engagement. A text is null while it is sealed: everybody reads their own, the coordinators
-- what went wrong and what is answered to them, and all the rest once it is open; an expert the partner's once it is passed on.
-- At the partner's end stands nothing that was not passed on.
create or replace function public.engagement_words(engagement uuid)
  returns table (id uuid, side text, kind text, person_id uuid, person_name text, is_mine boolean, body text, may_pass boolean,
    told_on date, given_at timestamptz, passed_at timestamptz, handled_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    with reader as (select public.member_person(public.current_actor()) as me,
        public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator') as is_coordinator,
        (select s.kind = 'partner' from public.space s where s.id = public.current_tenant()) as is_partner,
        public.feedback_is_open(engagement) as is_open)
    select f.id, f.side, f.kind, f.person_id, p.given_name || ' ' || p.family_name, w.is_mine,
        case when w.is_mine or f.kind <> 'words' or r.is_partner or r.is_open then f.body end,
        f.may_pass, f.told_on, f.given_at, f.passed_at, f.handled_at
      from public.engagement_feedback f
      cross join reader r
      cross join lateral (select coalesce(f.person_id = r.me, false) or r.is_partner and f.side = 'partner' as is_mine) w
      left join public.person p on p.tenant_id = f.tenant_id and p.id = f.person_id
     where f.tenant_id = public.current_tenant() and f.engagement_id = engagement_words.engagement
       and (r.is_coordinator or coalesce(f.person_id = r.me, false)
         or f.side = 'partner' and f.passed_at is not null and public.came_to(f.engagement_id, r.me))
     order by f.given_at, f.id
  $$;
grant execute on function public.engagement_words(uuid) to vakka_app;
