-- Everybody with a stake in a course (`wanted`), each once: who has a place, who has applied, who trains it; with an
-- applicant the employer that may still answer or take back. Every change, cancellation and completion asks this, and nobody
-- outside it is mailed.
create or replace function public.course_circle(wanted uuid)
  returns table (stake text, application uuid, place uuid, person uuid, member uuid, name text, email text, language text,
    employer text, employer_space uuid, ask uuid)
  language sql stable
  as $$
  select case when v.stage = 'enrolled' then 'active'
           when v.stage in ('renewing', 'paused', 'completed', 'not-completed') then v.stage else 'applicant' end,
         v.id, v.enrolment_id, v.person_id, null::uuid, p.given_name || ' ' || p.family_name, public.person_address(p.id),
         p.language,
         r.employer_name, r.employer_space_id, k.id
    from public.application_path v
    join public.person p on p.tenant_id = v.tenant_id and p.id = v.person_id
    left join public.consent_ask k on k.tenant_id = v.tenant_id and k.id = v.ask_id
      and public.consent_state(k.state, k.expires_at) in ('waiting', 'given', 'without-support')
    left join public.release r on r.tenant_id = k.tenant_id and r.id = k.release_id
   where v.tenant_id = public.current_tenant() and v.course_id = wanted
     and v.stage not in ('withdrawn', 'closed', 'left', 'ended')
  union all
  select 'trainer', null, null, m.person_id, m.id, m.name, m.email, coalesce(p.language, 'fi'), null, null, null
    from public.course_trainer t
    join public.membership m on m.tenant_id = t.tenant_id and m.id = t.membership_id
    left join public.person p on p.tenant_id = m.tenant_id and p.id = m.person_id
   where t.tenant_id = public.current_tenant() and t.course_id = wanted
     and public.holds_role(t.tenant_id, m.id, 'trainer')
$$;
grant execute on function public.course_circle(uuid) to vakka_app;
