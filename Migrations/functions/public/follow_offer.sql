-- When an expert is asked for, or comes, follows from their offers.
create or replace function public.follow_offer() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  delete from public.expert_time t where t.tenant_id = new.tenant_id and t.offer_id = new.id;
  if new.state in ('sent', 'accepted') then
    insert into public.expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
      select t.tenant_id, new.id, t.number, t.engagement_id, new.person_id, t.held_on,
          tstzrange((t.held_on + t.starts_at) at time zone 'Europe/Helsinki', (t.held_on + t.ends_at) at time zone 'Europe/Helsinki'),
          new.state = 'accepted' and new.revision = e.revision
        from public.engagement e join public.engagement_time t on t.tenant_id = e.tenant_id and t.engagement_id = e.id
       where e.tenant_id = new.tenant_id and e.id = new.engagement_id;
  end if;
  return null;
end $$;
