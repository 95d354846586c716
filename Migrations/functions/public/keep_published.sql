-- What is published has been approved by every side in the version that it has.
create or replace function public.keep_published() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state = 'published' and not coalesce(public.story_approved(new.tenant_id, new.id, new.version, 'text'), false) then
    perform public.refuse('VK409', 'stories.rule.approvals');
  end if;
  return new;
end $$;
