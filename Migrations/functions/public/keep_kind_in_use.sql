-- Who takes part in a group as a developer-client, or leads one, stays what they are until that is over.
create or replace function public.keep_kind_in_use() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if exists (select from public.activity_member m
        where m.tenant_id = new.tenant_id and m.person_id = new.id and m.left_on is null)
      or new.kind not in ('expert', 'employee') and exists (select from public.activity a
        where a.tenant_id = new.tenant_id and a.person_id = new.id and a.state <> 'ended') then
    perform public.refuse('VK409', 'activities.rule.kind-in-use');
  end if;
  return new;
end $$;
