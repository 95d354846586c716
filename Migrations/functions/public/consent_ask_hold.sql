-- An ask that waits, with the people and the employer that it concerns. Its application is kept from changing until the
-- transaction ends.
create or replace function public.consent_ask_hold(which uuid)
  returns table (application uuid, person uuid, email text, language text, course text, employer uuid, last_moment timestamptz,
    slug text, provider text)
  language plpgsql
  as $$
begin
  perform from public.application a join public.consent_ask k on k.tenant_id = a.tenant_id and k.application_id = a.id
    where k.tenant_id = public.current_tenant() and k.id = which for update of a;
  return query
    select k.application_id, k.person_id, public.person_address(p.id), p.language, c.name, r.employer_space_id, k.expires_at, s.slug,
           s.name_fi
      from public.consent_ask k
      join public.space s on s.id = k.tenant_id
      join public.release r on r.tenant_id = k.tenant_id and r.id = k.release_id
      join public.application a on a.tenant_id = k.tenant_id and a.id = k.application_id
      join public.course c on c.tenant_id = k.tenant_id and c.id = a.course_id
      join public.person p on p.tenant_id = k.tenant_id and p.id = k.person_id
     where k.tenant_id = public.current_tenant() and k.id = which and k.state = 'waiting';
end $$;
grant execute on function public.consent_ask_hold(uuid) to vakka_app;
