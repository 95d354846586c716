-- An expert's boundaries are the expert's own to change; a coordinator keeps those of somebody to whom no membership is tied.
create or replace function public.may_change_profile(person uuid) returns boolean
  language plpgsql stable
  as $$
begin
  return coalesce(public.member_person(public.current_actor()) = person, false)
    or public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
      and not exists (select from public.membership m
        where m.tenant_id = public.current_tenant() and m.person_id = may_change_profile.person);
end $$;
grant execute on function public.may_change_profile(uuid) to vakka_app;
