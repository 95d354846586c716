-- A card is an expert's of an association, for this year or the next one, and has come by now.
create or replace function public.keep_tax_card() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.space s where s.id = new.tenant_id and s.kind = 'association') then
    perform public.refuse('VK409', 'cards.rule.association');
  end if;
  if not exists (select from public.person p where p.tenant_id = new.tenant_id and p.id = new.person_id and (p.kind = 'expert'
      or exists (select from public.expert_profile x where x.tenant_id = p.tenant_id and x.person_id = p.id))) then
    perform public.refuse('VK409', 'cards.rule.expert');
  end if;
  if new.year - extract(year from public.today()) not in (0, 1) then
    perform public.refuse('VK409', 'cards.rule.year');
  end if;
  if new.received_on > public.today() then
    perform public.refuse('VK409', 'cards.rule.ahead');
  end if;
  return new;
end $$;
