-- A story belongs to an association or a provider. Whom it is about and the coordinators write it; a coordinator publishes it;
-- either takes it back at any time, for good.
create or replace function public.keep_story() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  is_new boolean := tg_op = 'INSERT';
begin
  if is_new and not exists (select from public.space s where s.id = new.tenant_id and s.kind in ('association', 'provider')) then
    perform public.refuse('VK409', 'stories.rule.space');
  end if;
  if not public.may_write_story(new.person_id) then
    perform public.refuse('VK403', 'stories.rule.writer');
  end if;
  if is_new or new.other_id is distinct from old.other_id then
    if not is_new and old.state <> 'draft' then
      perform public.refuse('VK409', 'stories.rule.state-changed');
    end if;
    -- An organisation is named that the space works with, and no other.
    if new.other_id is not null and not exists (select from public.partnership p
        where p.tenant_id = new.tenant_id and p.other_id = new.other_id and p.state = 'active') then
      perform public.refuse('VK409', 'stories.rule.partner');
    end if;
  end if;
  if is_new then return new; end if;
  if new.state <> old.state then
    if not (new.state = 'taken-back' or (old.state, new.state) in (('draft', 'proposed'), ('proposed', 'published'))) or
        old.state = 'taken-back' then
      perform public.refuse('VK409', 'stories.rule.state-changed');
    end if;
    if new.state = 'published' then
      if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
        perform public.refuse('VK403', 'stories.rule.coordinator');
      end if;
      new.published_at := coalesce(old.published_at, public.moment());
    end if;
    if new.state = 'taken-back' and public.organisation_has_story(new.tenant_id, old.other_id, new.id, old.version) then
      perform public.refuse('VK409', 'stories.rule.other-end');
    end if;
    new.changed_at := public.moment();
  end if;
  return new;
end $$;
