-- An act is taken back once, within ten minutes, by the member who did it. What can be taken back no more is forgotten.
create or replace function public.keep_undo() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if public.current_actor() is null then
    return new;
  end if;
  if new.membership_id is distinct from public.current_actor() then
    perform public.refuse('VK403', 'undo.rule.not-yours');
  end if;
  if tg_op = 'INSERT' then
    new.made_at := public.moment();
    new.undone_at := null;
    delete from public.undo u where u.tenant_id = new.tenant_id and u.made_at < public.moment() - interval '10 minutes';
    return new;
  end if;
  if old.undone_at is not null then
    perform public.refuse('VK409', 'undo.rule.done');
  end if;
  if old.made_at < public.moment() - interval '10 minutes' then
    perform public.refuse('VK409', 'undo.rule.late');
  end if;
  new.undone_at := public.moment();
  return new;
end $$;
