-- What an application that goes on lacks: its applicant, an address at the employer that takes mail (`address`), or anybody there
-- who can answer (`giver`); empty for nothing.
create or replace function public.application_lacks(stage text, ask uuid, who uuid) returns text
  language sql stable
  as $$
    select case
      when stage in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed') then ''
      when public.person_has_left(who) then 'applicant'
      else coalesce((select case when k.is_returned then 'address' when k.is_stuck then 'giver' end
        from public.consent_ask k where k.tenant_id = public.current_tenant() and k.id = ask
         and k.state = 'waiting' and k.expires_at > public.moment()), '') end
  $$;
grant execute on function public.application_lacks(text, uuid, uuid) to vakka_app;
