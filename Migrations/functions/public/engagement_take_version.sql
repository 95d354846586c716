-- A version of its facts, with its times, becomes what an engagement is about; there is none in the other kind of space.
create or replace function public.engagement_take_version(v public.engagement_version) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.engagement set
      revision = v.revision, kind = v.kind, purpose = v.purpose, audience = v.audience, title = v.title, wish = v.wish,
      is_remote = v.is_remote, place = v.place, group_size = v.group_size, others_present = v.others_present, minutes = v.minutes,
      equipment = v.equipment, access = v.access, is_recorded = v.is_recorded, has_media = v.has_media, fee = v.fee,
      travel_paid = v.travel_paid, host = v.host, experts = v.experts
   where tenant_id = v.tenant_id and id = v.engagement_id;
  if not found then return; end if;
  delete from public.engagement_time where tenant_id = v.tenant_id and engagement_id = v.engagement_id;
  insert into public.engagement_time (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
    select t.tenant_id, t.engagement_id, t.number, t.held_on, t.starts_at, t.ends_at from public.engagement_version_time t
     where t.tenant_id = v.tenant_id and t.engagement_id = v.engagement_id and t.revision = v.revision;
end $$;
