-- Checked as the transaction commits, when all of a change of roles stands. Changes of a space's roles pass one at a
-- time: two coordinators who end each other at once would otherwise both see the other still there.
create or replace function public.keep_role_rules() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  here uuid := coalesce(new.tenant_id, old.tenant_id);
  is_taken boolean := tg_op <> 'INSERT';
begin
  perform from public.space where id = here for no key update;
  if tg_table_name = 'membership_role' then
    is_taken := is_taken and old.role = 'coordinator';
    if tg_op <> 'DELETE' then
      if not exists (select from public.role_in_kind k join public.space s on s.kind = k.kind
          where s.id = here and k.role = new.role) then
        perform public.refuse('VK409', 'members.rule.not-in-this-kind');
      end if;
      if exists (select from public.membership_role where tenant_id = here and membership_id = new.membership_id
            and role = 'coordinator' and not public.is_past(ends_on))
          and exists (select from public.membership_role where tenant_id = here and membership_id = new.membership_id
            and role = 'auditor' and not public.is_past(ends_on)) then
        perform public.refuse('VK409', 'members.rule.coordinator-not-auditor');
      end if;
    end if;
    -- Whose space nobody looked after is claimed by its first coordinator.
    if tg_op = 'INSERT' and new.role = 'coordinator' then
      update public.space set state = 'active' where id = here and state = 'unclaimed';
    end if;
  else
    is_taken := exists (select from public.membership_role where tenant_id = here and membership_id = new.id
      and role = 'coordinator');
  end if;
  -- Only a taking away can leave a space without a coordinator. One whose days are numbered does not count.
  if is_taken
      and not exists (select from public.membership_role r join public.membership m
          on m.tenant_id = r.tenant_id and m.id = r.membership_id
        where r.tenant_id = here and r.role = 'coordinator' and r.ends_on is null and m.ends_on is null)
      and exists (select from public.space where id = here and state = 'active') then
    perform public.refuse('VK409', 'members.rule.last-coordinator');
  end if;
  return null;
end $$;
