-- What an association says to anybody is a coordinator's to write, and an association's alone.
create or replace function public.keep_public_text() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.space s where s.id = new.tenant_id and s.kind = 'association') then
    perform public.refuse('VK409', 'enquiries.rule.kind');
  end if;
  if current_user = 'vakka_app' and not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'enquiries.rule.coordinator');
  end if;
  return new;
end $$;
