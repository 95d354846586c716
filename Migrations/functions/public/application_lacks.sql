-- Whom an application that goes on lacks: anybody at the employer who can answer (`giver`), or its applicant; empty for nobody.
create or replace function public.application_lacks(stage text, ask uuid, who uuid) returns text
  language sql stable
  as $$
    select case
      when stage in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed') then ''
      when public.person_has_left(who) then 'applicant'
      when exists (select from public.consent_ask k where k.tenant_id = public.current_tenant() and k.id = ask
        and k.is_stuck and k.state = 'waiting' and k.expires_at > public.moment()) then 'giver'
      else '' end
  $$;
grant execute on function public.application_lacks(text, uuid, uuid) to vakka_app;
