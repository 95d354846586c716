-- How far an engagement has come agrees with who has said yes to it; looked at when the transaction ends.
create or replace function public.check_offers_agree() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  e public.engagement;
begin
  select * into e from public.engagement g where g.tenant_id = new.tenant_id and g.id = new.engagement_id;
  if e.state in ('received', 'offering', 'agreed')
      and (e.state = 'agreed') <> (public.experts_agreed(e.id) = e.experts) then
    raise exception 'an engagement is %, and % of % experts have said yes', e.state, public.experts_agreed(e.id), e.experts;
  end if;
  return null;
end $$;
