-- How far an engagement has come agrees with who has said yes to it; looked at when the transaction ends.
create or replace function public.check_offers_agree() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  e public.engagement;
  agreed bigint;
begin
  select * into e from public.engagement g where g.tenant_id = new.tenant_id
   and g.id = (case tg_table_name when 'engagement' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'engagement_id' end)::uuid;
  -- Counted here, because the transaction may end in the partner's space.
  select count(*) into agreed from public.engagement_offer o
   where o.tenant_id = e.tenant_id and o.engagement_id = e.id and o.revision = e.revision and o.state = 'accepted';
  if e.state in ('received', 'offering', 'agreed') and (e.state = 'agreed') <> (agreed = e.experts) then
    raise exception 'an engagement is %, and % of % experts have said yes', e.state, agreed, e.experts;
  end if;
  return null;
end $$;
