-- A partner learns of who has said yes, under the name that they have chosen; how they are reached, where they have ticked it.
create or replace function public.keep_agreed_letter() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.engagement_offer o
      join public.engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id and e.revision = o.revision
      left join public.expert_profile f on f.tenant_id = o.tenant_id and f.person_id = o.person_id
     where o.tenant_id = new.tenant_id and o.engagement_id = new.reference and e.other_id = new.other_space_id
       and o.state = 'accepted' and o.shown_name = new.body ->> 'expert'
       and coalesce(f.presentation, '') = new.body ->> 'presentation'
       and (o.shows_contact or new.body ->> 'expert_contact' = '')) then
    perform public.refuse('VK403', 'offer.rule.own');
  end if;
  return new;
end $$;
