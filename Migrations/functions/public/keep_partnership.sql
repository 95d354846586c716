-- A partnership is between an association, which proposes it, and a partner. It goes on by the steps of `partnership_step`:
-- by a coordinator's act, by the other end's letter, or because its last day is over.
create or replace function public.keep_partnership() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  here text := (select s.kind from public.space s where s.id = new.tenant_id);
  there text := (select s.kind from public.space s where s.id = new.other_id and s.state = 'active');
  answer text;
begin
  if tg_op = 'INSERT' then
    if there is null or (here, there) not in (('association', 'partner'), ('partner', 'association')) then
      perform public.refuse('VK409', 'partnerships.rule.pair');
    end if;
    -- What a coordinator has proposed to the operator is proposed to the space that was made for it.
    if here = 'association' and not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator')
          and not exists (select from accounts.space_request_made(new.id) r
            where r.space_id = new.tenant_id and r.made_id = new.other_id)
        or here = 'partner' and not public.came_by_letter(new.tenant_id, '{partnership.proposed}', new.id, 1) then
      perform public.refuse('VK403', 'partnerships.rule.coordinator');
    end if;
    if exists (select from public.partnership p where p.tenant_id = new.tenant_id and p.other_id = new.other_id
        and p.state in ('proposed', 'active')) then
      perform public.refuse('VK409', 'partnerships.rule.pair-open');
    end if;
    return new;
  end if;
  if new.state <> old.state then
    if not exists (select from public.partnership_step s where s.from_state = old.state and s.to_state = new.state) then
      perform public.refuse('VK409', 'partnerships.rule.state-changed');
    end if;
    if new.state = 'ended' then
      if not (public.holds_role(new.tenant_id, public.current_actor(), 'coordinator')
          or public.came_by_letter(new.tenant_id, '{partnership.ended}', new.id, null)
          or exists (select from public.partnership_terms t where t.tenant_id = new.tenant_id and t.partnership_id = new.id
               and t.version = old.version and t.valid_until < public.today())) then
        perform public.refuse('VK403', 'partnerships.rule.coordinator');
      end if;
      new.ended_on := public.today();
    end if;
  elsif old.state in ('declined', 'ended') or new.version < old.version then
    perform public.refuse('VK409', 'partnerships.rule.state-changed');
  end if;
  if new.state in ('active', 'declined') and (new.state, new.version) is distinct from (old.state, old.version) then
    select t.answer into answer from public.partnership_terms t
     where t.tenant_id = new.tenant_id and t.partnership_id = new.id and t.version = coalesce(new.version, 1);
    if answer is distinct from (case new.state when 'active' then 'accepted' else 'declined' end) then
      perform public.refuse('VK409', 'partnerships.rule.answer');
    end if;
    if new.version is distinct from old.version then new.agreed_on := public.today(); end if;
  end if;
  return new;
end $$;
