-- Checked at once: a member gives and takes only what they may give. Jobs, the operator and the command line act
-- without a membership. One's own role may be put down, and taken up when an invitation says so.
create or replace function public.keep_gift_rules() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  kept public.membership_role := case when tg_op = 'DELETE' then old else new end;
  is_longer boolean := tg_op <> 'DELETE';
begin
  if public.current_actor() is null or exists (select from public.role_gift g where g.role = kept.role
      and public.holds_role(kept.tenant_id, public.current_actor(), g.giver)) then
    return kept;
  end if;
  if tg_op = 'UPDATE' then
    is_longer := coalesce(new.ends_on, 'infinity') > coalesce(old.ends_on, 'infinity');
  end if;
  if not is_longer and kept.membership_id <> public.current_actor() then
    perform public.refuse('VK403', 'members.rule.not-yours-to-take');
  end if;
  if is_longer and (kept.membership_id <> public.current_actor() or not exists (
      select from public.invitation i join public.membership m on m.tenant_id = i.tenant_id and m.email = i.email
        where i.tenant_id = kept.tenant_id and m.id = kept.membership_id and kept.role = any (i.roles)
          and i.revoked_at is null and coalesce(i.used_at, public.moment()) > public.moment() - interval '1 minute')) then
    perform public.refuse('VK403', 'members.rule.not-yours-to-give');
  end if;
  return kept;
end $$;
