-- Somebody's contacts are taken from another's entry. Answers with what stood in their place.
create or replace function public.person_take(space uuid, who uuid, entry jsonb, takes text[]) returns jsonb
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  stood jsonb;
begin
  select coalesce(jsonb_object_agg(c.key, c.value), '{}') into stood
    from public.person p, jsonb_each(to_jsonb(p)) c
   where p.tenant_id = space and p.id = who and c.key = any (takes) and c.key in ('email', 'phone', 'municipality');
  if stood <> '{}' then
    update public.person p set
        email = case when stood ? 'email' then entry ->> 'email' else p.email end,
        phone = case when stood ? 'phone' then entry ->> 'phone' else p.phone end,
        municipality = case when stood ? 'municipality' then entry ->> 'municipality' else p.municipality end
     where p.tenant_id = space and p.id = who;
  end if;
  return stood;
end $$;
