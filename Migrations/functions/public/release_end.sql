-- Ends what an employer may still answer or take back about an application (`which`); with `takes_back` the applicant's own
-- permission ends too. What the employer has not answered in time has expired. No row where no permission is in force.
create or replace function public.release_end(which uuid, takes_back boolean)
  returns table (release uuid, employer text, employer_space uuid, ask uuid, place uuid)
  language plpgsql
  as $$
declare
  became text;
begin
  select r.id, r.employer_name, r.employer_space_id into release, employer, employer_space
    from public.release r
   where r.tenant_id = public.current_tenant() and r.application_id = which and r.state = 'active'
     for update;
  if not found then return; end if;
  select e.id into place from public.enrolment e
   where e.tenant_id = public.current_tenant() and e.application_id = which and e.state in ('active', 'renewing');
  update public.consent_ask k
     set state = case when k.state = 'waiting' and k.expires_at <= public.moment() then 'expired' else 'cancelled' end
   where k.tenant_id = public.current_tenant() and k.release_id = release
     and k.state in ('waiting', 'given', 'without-support')
  returning k.id, k.state into ask, became;
  -- What has run out the employer knows.
  if became = 'expired' then ask := null; end if;
  if takes_back then
    update public.release r set state = 'withdrawn', withdrawn_at = public.moment()
     where r.tenant_id = public.current_tenant() and r.id = release;
  end if;
  return next;
end $$;
grant execute on function public.release_end(uuid, boolean) to vakka_app;
