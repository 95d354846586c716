-- Who applies becomes a member with the one role that applying gives: expert. A membership that is over comes back with
-- nothing of what it was.
create or replace function public.member_apply(member uuid, of_account uuid, of_person uuid, called text, address text)
  returns void
  language plpgsql
  as $$
declare
  here uuid := public.current_tenant();
  last_day date;
begin
  select m.ends_on into last_day from public.membership m where m.tenant_id = here and m.id = member;
  if not found then
    insert into public.membership (tenant_id, id, account_id, person_id, name, email)
      values (here, member, of_account, of_person, called, address);
  else
    update public.membership m set person_id = of_person
     where m.tenant_id = here and m.id = member and m.person_id is null;
    if public.is_past(last_day) then
      update public.membership_role r set ends_on = last_day
       where r.tenant_id = here and r.membership_id = member and coalesce(r.ends_on, 'infinity') > last_day;
      update public.membership m set ends_on = null where m.tenant_id = here and m.id = member;
    end if;
  end if;
  if not public.holds_role(here, member, 'expert') then
    insert into public.membership_role as r (tenant_id, membership_id, role) values (here, member, 'expert')
      on conflict (tenant_id, membership_id, role) do update set ends_on = null where public.is_past(r.ends_on);
  end if;
end $$;
grant execute on function public.member_apply(uuid, uuid, uuid, text, text) to vakka_app;
