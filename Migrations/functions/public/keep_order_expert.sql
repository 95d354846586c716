-- A partner keeps who comes as the association's letter says it.
create or replace function public.keep_order_expert() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.engagement_order o
      join public.letter l on l.tenant_id = o.tenant_id and l.direction = 'in' and l.kind = 'engagement.agreed'
       and l.other_space_id = o.other_id and l.reference = o.id and l.at = public.moment()
     where o.tenant_id = new.tenant_id and o.id = new.engagement_id
       and l.body @> jsonb_build_object('number', new.number, 'expert', new.name, 'presentation', new.presentation,
         'expert_contact', new.contact)) then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  return new;
end $$;
