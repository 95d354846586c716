-- Who sends or revokes an invitation may give each of its roles, and the space knows them.
create or replace function public.keep_invitation_rules() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  -- What opens nothing any more may be put away by anyone.
  if tg_op = 'UPDATE' and new.token_hash = old.token_hash and new.expires_at <= public.moment() then return new; end if;
  if public.current_actor() is not null and exists (select from unnest(new.roles) wanted
      where not exists (select from public.role_gift g where g.role = wanted
        and public.holds_role(new.tenant_id, public.current_actor(), g.giver))) then
    perform public.refuse('VK403', 'members.rule.not-yours-to-give');
  end if;
  if exists (select from unnest(new.roles) wanted where not exists (select from public.role_in_kind k
      join public.space s on s.kind = k.kind where s.id = new.tenant_id and k.role = wanted)) then
    perform public.refuse('VK409', 'members.rule.not-in-this-kind');
  end if;
  if 'coordinator' = any (new.roles) and 'auditor' = any (new.roles) then
    perform public.refuse('VK409', 'members.rule.coordinator-not-auditor');
  end if;
  return new;
end $$;
