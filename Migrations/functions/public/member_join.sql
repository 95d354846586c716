-- An account joins with the roles of its invitation, and gets the id of its membership. Who comes back after an end holds
-- what the invitation says, not what they once held; a role that is held without an end stays so. The member is tied to
-- the one person of the register with the proven address whom no member stands for yet: those have their address from others.
create or replace function public.member_join(fresh uuid, of_account uuid, called text, address text, wanted text[],
    last_day date) returns uuid
  language plpgsql
  as $$
declare
  here uuid := public.current_tenant();
  member uuid;
  has_ended boolean;
begin
  select m.id, coalesce(public.is_past(m.ends_on) or m.ends_on is not null and not exists (
      select from public.membership_role r where r.tenant_id = here and r.membership_id = m.id), false)
    into member, has_ended
    from public.membership m where m.tenant_id = here and m.account_id = of_account;
  if not found then
    member := fresh;
    insert into public.membership (tenant_id, id, account_id, name, email) values (here, fresh, of_account, called, address);
  elsif has_ended then
    delete from public.membership_role r where r.tenant_id = here and r.membership_id = member;
    update public.membership m set ends_on = null where m.tenant_id = here and m.id = member;
  end if;
  insert into public.membership_role as r (tenant_id, membership_id, role, ends_on)
    select here, member, given, last_day from unnest(wanted) given
    on conflict (tenant_id, membership_id, role) do update
      set ends_on = case when r.ends_on is null then null else excluded.ends_on end;
  update public.membership m set person_id = p.id
    from (select (array_agg(x.id))[1] as id from public.person x
           where x.tenant_id = here and x.email = address and x.state <> 'archived'
             and not exists (select from public.membership o where o.tenant_id = here and o.person_id = x.id)
          having count(*) = 1) p
   where m.tenant_id = here and m.id = member and m.person_id is null;
  return member;
end $$;
grant execute on function public.member_join(uuid, uuid, text, text, text[], date) to vakka_app;
