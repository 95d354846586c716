-- When nobody is needed any more, who has not answered need not; when an engagement ends, only who came is remembered.
create or replace function public.end_offers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state = 'agreed' then
    update public.engagement_offer set state = 'closed', choice = null, shown_name = '', shows_contact = false, told_on = null
     where tenant_id = new.tenant_id and engagement_id = new.id
       and (state = 'sent' or state = 'accepted' and revision <> new.revision);
  elsif new.state in ('done', 'not-possible', 'cancelled', 'no-show') then
    delete from public.engagement_offer where tenant_id = new.tenant_id and engagement_id = new.id and state <> 'accepted';
    if new.state <> 'done' then
      delete from public.expert_time where tenant_id = new.tenant_id and engagement_id = new.id;
    end if;
  end if;
  return null;
end $$;
